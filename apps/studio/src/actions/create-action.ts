import { ask } from '../registry-client/ask.ts';
import {
  CreateActionDocument,
  ImportActionDocument,
  type ActionRowFragment,
  type ProblemPartsFragment,
} from '../registry-client/generated/graphql.ts';
import { starters } from './starters.ts';

/** What the dialog asks for. */
export interface NewAction {
  readonly name: string;
  readonly description: string;
  readonly agentIds: readonly string[];
  /** `blank`, `import`, or a starter's id. */
  readonly startFrom: string;
  /** With `import`: an exported action or a flow, as JSON text. */
  readonly importText: string;
}

/** A field of the dialog and what is wrong with it. */
export interface FieldProblem {
  readonly field: 'name' | 'description' | 'agentIds' | 'importText' | 'root';
  readonly message: string;
}

/** The new action, or what keeps it from being made. */
export type Created =
  | { readonly action: ActionRowFragment; readonly problems?: undefined }
  | { readonly action?: undefined; readonly problems: readonly FieldProblem[] };

/**
 * Makes an action: blank, or with the flow of a starter or an import.
 * @throws RegistryError
 */
export async function createAction(wanted: NewAction): Promise<Created> {
  const document = documentOf(wanted);
  if (document === 'no JSON')
    return { problems: [{ field: 'importText', message: 'This is no JSON: paste a whole exported action or flow' }] };
  const answer = document === undefined ? await createBlank(wanted) : await createWith(wanted, document);
  if (answer.action !== null) return { action: answer.action };
  return { problems: answer.userErrors.map(toFieldProblem) };
}

async function createBlank({ name, description, agentIds }: NewAction) {
  const input = { name, description, agentIds: [...agentIds] };
  return (await ask({ document: CreateActionDocument, variables: { input } })).createAction;
}

async function createWith({ name, agentIds }: NewAction, document: unknown) {
  const input = { name, agentIds: [...agentIds], document };
  return (await ask({ document: ImportActionDocument, variables: { input } })).importAction;
}

/** What importAction takes; undefined for a blank flow. The description typed here wins over an imported one. */
function documentOf({ name, description, startFrom, importText }: NewAction): unknown {
  if (startFrom === 'blank') return undefined;
  const exported = { kind: 'post-call-action', format: 1, name, description };
  if (startFrom !== 'import') return { ...exported, flow: starters.find(({ id }) => id === startFrom)?.flow };
  const given = parse(importText);
  if (given === 'no JSON' || given === null || typeof given !== 'object') return 'no JSON';
  if (!('kind' in given)) return { ...exported, flow: given };
  return { ...given, name, ...(description === '' ? {} : { description }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return 'no JSON';
  }
}

function toFieldProblem(problem: ProblemPartsFragment): FieldProblem {
  const path = problem.path ?? [];
  const place = 'nodeKey' in problem && problem.nodeKey != null ? `${problem.nodeKey}: ` : '';
  return { field: fieldOf(problem.code, path), message: `${place}${problem.message}` };
}

function fieldOf(code: string, path: readonly string[]): FieldProblem['field'] {
  if (code === 'NAME_TAKEN') return 'name';
  if (path[1] === 'document' && path[2] === 'description') return 'description';
  if (path[1] === 'document' || path.length > 2) return path[1] === 'agentIds' ? 'agentIds' : 'importText';
  const last = path.at(-1);
  return last === 'name' || last === 'description' || last === 'agentIds' ? last : 'root';
}
