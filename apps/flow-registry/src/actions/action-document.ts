import type { Json } from '@aftercall/flow-model';
import { problem, type PlainProblem } from '../problems/problem.ts';

export const EXPORT_KIND = 'post-call-action';

/** What an import brings. */
export interface ImportedAction {
  /** Undefined: the document does not say. */
  name: string | undefined;
  description: string;
  flow: Json;
}

const PATH = ['input', 'document'];
const MEMBERS: ReadonlySet<string> = new Set(['kind', 'format', 'name', 'description', 'flow']);

/** Reads an exported action, or a flow document alone; what is in the flow is checked elsewhere. */
export function readActionDocument(
  document: unknown,
): { ok: true; imported: ImportedAction } | { ok: false; problem: PlainProblem } {
  if (!isObject(document)) return refuse([], 'must be an exported action or a flow document, as JSON object');
  if (!('kind' in document))
    return { ok: true, imported: { name: undefined, description: '', flow: document as Json } };
  const { kind, format, name, description = '', flow } = document;
  if (kind !== EXPORT_KIND) return refuse(['kind'], `must be "${EXPORT_KIND}"`);
  if (format !== 1) return refuse(['format'], 'must be 1, the only format of exported actions');
  if (typeof name !== 'string') return refuse(['name'], 'must be a text');
  if (typeof description !== 'string') return refuse(['description'], 'must be a text');
  const unknown = Object.keys(document).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) return refuse([unknown], 'is not a field that an exported action has: remove it');
  return { ok: true, imported: { name, description, flow: (flow ?? null) as Json } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(place: readonly string[], message: string): { ok: false; problem: PlainProblem } {
  const what = place.length === 0 ? 'document' : `document.${place.join('.')}`;
  return { ok: false, problem: problem('INVALID', [...PATH, ...place], `${what} ${message}`) };
}
