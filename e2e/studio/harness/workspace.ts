import { randomUUID } from 'node:crypto';
import { Customer } from '../../customer.ts';
import type { As, World } from '../../world.ts';

/** What a key, and a session that is opened with it, may do. */
export type Role = 'VIEWER' | 'OPERATOR' | 'EDITOR' | 'PUBLISHER' | 'ADMIN';

/** A workspace that one test has to itself: nothing is in it that the test did not put there. */
export class Workspace {
  readonly id: string;
  readonly customer: Customer;
  private readonly world: World;

  private constructor(world: World, id: string) {
    this.id = id;
    this.world = world;
    this.customer = new Customer(world, this.as);
  }

  static async make(world: World): Promise<Workspace> {
    const id = `studio-${randomUUID().slice(0, 8)}`;
    await new Customer(world).mutate('createWorkspace', 'CreateWorkspaceInput', { id, name: id }, 'workspace { id }');
    return new Workspace(world, id);
  }

  /** The first admin, in this workspace. */
  get as(): As {
    return { workspace: this.id };
  }

  /** An API key of the workspace, by whose name its holder is known. */
  async key(role: Role, name = `${role.toLowerCase()}-${randomUUID().slice(0, 4)}`): Promise<string> {
    const { token } = await this.customer.mutate<{ token: string }>(
      'createApiKey',
      'CreateApiKeyInput',
      { name, role },
      'token',
    );
    return token;
  }

  /** Registers an agent with what its calls bring. */
  async registerAgent(agentId: string, name: string, more: object = {}): Promise<void> {
    await this.customer.mutate('registerAgent', 'RegisterAgentInput', { agentId, name, ...more }, 'agent { agentId }');
  }

  /** Makes an action with this flow as its draft; the draft is at revision 2 afterwards, 1 without a flow. */
  async makeAction(name: string, flow?: object, agentIds: readonly string[] = []): Promise<string> {
    type Made = { action: { id: string } };
    const { action } = await this.customer.mutate<Made>(
      'createAction',
      'CreateActionInput',
      { name, agentIds },
      'action { id }',
    );
    if (flow !== undefined) await this.saveDraft(action.id, 1, flow);
    return action.id;
  }

  async saveDraft(actionId: string, expectedRevision: number, flow: object): Promise<void> {
    await this.customer.mutate('saveDraft', 'SaveDraftInput', { actionId, expectedRevision, flow }, 'action { id }');
  }

  async publish(actionId: string, expectedRevision: number, note = 'made by a test'): Promise<void> {
    const input = { actionId, expectedRevision, note };
    await this.customer.mutate('publishVersion', 'PublishVersionInput', input, 'version { liveOn { executors seen } }');
  }

  /** The draft as the registry has it now. */
  async draftOf(actionId: string): Promise<SeenDraft> {
    const query = 'query ($id: ID!) { action(id: $id) { draft { revision flow problems { code } } } }';
    const { data } = await this.world.graphql<{ action: { draft: SeenDraft } }>(query, { id: actionId }, this.as);
    return data.action.draft;
  }

  async setConstant(name: string, value: string): Promise<void> {
    await this.customer.mutate('setConstant', 'SetConstantInput', { name, value }, 'constant { name }');
  }
}

/** A draft as the API shows it. */
export interface SeenDraft {
  readonly revision: number;
  readonly flow: SeenFlow;
  readonly problems: readonly { readonly code: string }[];
}

/** The part of a flow document that tests look at. */
export interface SeenFlow {
  readonly nodes: readonly {
    readonly key: string;
    readonly kind: string;
    readonly name?: string;
    readonly position: { readonly x: number; readonly y: number };
    readonly config: Record<string, unknown>;
  }[];
  readonly edges: readonly { readonly from: string; readonly port: string; readonly to: string }[];
}
