import { referenceFlow } from '../reference-flow.ts';
import type { RunningRegistry } from './running-registry.ts';

export interface Flow {
  nodes: { key: string; name?: string; position?: object; config: Record<string, unknown> }[];
}

export function flowWith(edit: (flow: Flow) => void): Flow {
  const flow = referenceFlow() as Flow;
  edit(flow);
  return flow;
}

const DRAFT = 'draft { revision savedBy basedOn authors { name saves } changedSinceLive hears { words } flow }';
const ACTION = `id name description status liveVersion { number } hears { words } ${DRAFT}`;

/** A mutation's payload, read as tests need it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers of any shape
type Payload = any;

/** An author at work, with a key of that name. */
export class Author {
  private constructor(
    readonly registry: RunningRegistry,
    readonly token: string,
  ) {}

  static async signIn(registry: RunningRegistry, name: string, role = 'PUBLISHER'): Promise<Author> {
    const data = (await registry.data(
      'mutation ($name: String!, $role: Role!) { createApiKey(input: { name: $name, role: $role }) { token } }',
      { variables: { name, role } },
    )) as { createApiKey: { token: string } };
    return new Author(registry, data.createApiKey.token);
  }

  async change(field: string, input: object, selection = `action { ${ACTION} }`): Promise<Payload> {
    const type = `${field[0]?.toUpperCase() ?? ''}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message path } } }`;
    const asked = { token: this.token, variables: { input } };
    const data = (await this.registry.data(query, asked)) as Record<string, Payload>;
    return data[field];
  }

  save(actionId: string, expectedRevision: number, flow: object = referenceFlow()): Promise<Payload> {
    return this.change('saveDraft', { actionId, expectedRevision, flow });
  }

  async publish(actionId: string, expectedRevision: number): Promise<Payload> {
    const input = { actionId, expectedRevision, note: 'n' };
    const done = (await this.change('publishVersion', input)) as { userErrors: unknown[] };
    if (done.userErrors.length > 0) throw new Error(JSON.stringify(done.userErrors));
    return done;
  }

  async newAction(name: string): Promise<string> {
    const { action } = (await this.change('createAction', { name })) as { action: { id: string } };
    return action.id;
  }
}
