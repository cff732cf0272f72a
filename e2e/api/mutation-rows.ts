import { randomUUID } from 'node:crypto';
import { Customer, stepsInRow } from '../customer.ts';
import type { World } from '../world.ts';

export type Input = Record<string, unknown>;

/** What a mutation is given, and what of it names something of the workspace. */
export interface MutationRow {
  /** Inputs that the mutation takes; together they fill every field of its input. Made anew for each use. */
  inputs: (() => Promise<Input>)[];
  /** Fields that hold an id, each with an id of the same kind in another workspace. */
  foreign?: Record<string, () => Promise<string>>;
  /** A field with a name that another one of the workspace has. */
  taken?: { field: string; name: () => Promise<string> };
  /** Fields whose text goes on as it is, whatever is in it: part of an answer or of a call, not a name. */
  free?: string[];
}

/** Makes what mutations are given, in the workspace `default` and in another one. */
export class MutationWorld {
  private parts: { world: World; here: Customer; there: Customer } | undefined;

  async open(world: World): Promise<void> {
    this.parts = { world, here: new Customer(world), there: new Customer(world, { workspace: 'elsewhere' }) };
    const input = { id: 'elsewhere', name: 'Elsewhere' };
    await this.here.mutate('createWorkspace', 'CreateWorkspaceInput', input, 'workspace { id }');
    const secret = { token: 'not-the-targets' };
    const profile = { name: 'example-target', kind: 'BEARER', origins: [world.up.targetUrl], secret };
    await this.there.mutate('createAuthProfile', 'CreateAuthProfileInput', profile, 'authProfile { id }');
    await this.here.register();
    await this.there.register();
  }

  get here(): Customer {
    return this.opened.here;
  }

  get there(): Customer {
    return this.opened.there;
  }

  private get world(): World {
    return this.opened.world;
  }

  private get opened() {
    if (this.parts === undefined) throw new Error('open it first');
    return this.parts;
  }

  flow(settings: Parameters<typeof stepsInRow>[2] = {}): { nodes: object[]; edges: object[] } {
    const steps = [{ key: 'create_ticket', path: '/tickets' }];
    return stepsInRow(this.world.up.targetUrl, steps, settings) as { nodes: object[]; edges: object[] };
  }

  /** An action that is live, with a draft on top of it: revision 3. */
  async liveAction(customer = this.here): Promise<string> {
    const actionId = await customer.publish(this.flow());
    const input = { actionId, expectedRevision: 2, flow: this.flow({ timeoutMs: 4000 }) };
    await customer.mutate('saveDraft', 'SaveDraftInput', input, 'action { id }');
    return actionId;
  }

  async nameOfAction(): Promise<string> {
    const name = `Taken ${randomUUID()}`;
    await this.here.mutate('createAction', 'CreateActionInput', { name }, 'action { id }');
    return name;
  }

  async apiKey(customer = this.here, name: string = randomUUID()): Promise<string> {
    type Made = { apiKey: { id: string } };
    const input = { name, role: 'SENDER' };
    return (await customer.mutate<Made>('createApiKey', 'CreateApiKeyInput', input, 'apiKey { id }')).apiKey.id;
  }

  async constant(customer = this.here): Promise<string> {
    const name = `C_${randomUUID().replaceAll('-', '_')}`;
    await customer.mutate('setConstant', 'SetConstantInput', { name, value: 'v' }, 'constant { name }');
    return name;
  }

  /** A call that ran, and its run. */
  async run(
    how: {
      settings?: Parameters<typeof stepsInRow>[2];
      mappedPath?: string;
      status?: string;
      behaviour?: { status?: number; hang?: boolean };
    } = {},
    customer = this.here,
  ): Promise<{ callId: string; runId: string; actionId: string }> {
    const { settings = {}, mappedPath = '$.id', status = 'SUCCEEDED', behaviour } = how;
    // An agent of its own: no other flow hears the call.
    const own = new Customer(this.world, customer === this.there ? { workspace: 'elsewhere' } : {});
    if (behaviour !== undefined) await this.world.behave({ path: '/tickets', times: 1, ...behaviour });
    const flow = JSON.stringify(this.flow(settings)).replaceAll('$.id', mappedPath);
    const actionId = await own.publish(JSON.parse(flow) as object);
    const callId = `c-${randomUUID()}`;
    await own.sendEnded(callId);
    const run = await own.untilRun(callId, `is ${status}`, (one) => one.status === status);
    return { callId, runId: run.id, actionId };
  }
}

type Rows = Record<string, MutationRow>;

/** Every mutation of the contract has a row; one without fails the test. */
export function mutationRows(made: MutationWorld): Rows {
  const foreign = {
    action: { actionId: () => made.liveAction(made.there) },
    run: { runId: async () => (await made.run({ status: 'FAILED' }, made.there)).runId },
  };
  return {
    ...actionRows(made, foreign.action),
    ...draftRows(made, foreign.action),
    ...workspaceRows(made),
    ...runRows(made, foreign.run),
  };
}

function actionRows(made: MutationWorld, foreign: NonNullable<MutationRow['foreign']>): Rows {
  const taken = { field: 'name', name: () => made.nameOfAction() };
  const naming = () => ({ name: `Action ${randomUUID()}`, description: 'What it is for.' });
  const foreignAgent = { 'agentIds.0': async () => made.there.agentId };
  const document = (flow: object) => ({ kind: 'post-call-action', format: 1, ...naming(), flow });
  const withAction = (more: () => Input) => async () => ({ actionId: await made.liveAction(), ...more() });
  return {
    createAction: {
      inputs: [async () => ({ ...naming(), agentIds: [made.here.agentId] })],
      foreign: foreignAgent,
      taken,
    },
    updateAction: { inputs: [withAction(naming)], foreign, taken },
    setActionAgents: {
      inputs: [withAction(() => ({ agentIds: [made.here.agentId] }))],
      foreign: { ...foreign, ...foreignAgent },
    },
    setActionEnabled: { inputs: [withAction(() => ({ enabled: false }))], foreign },
    archiveAction: { inputs: [async () => nameAndId(made)], foreign },
    duplicateAction: { inputs: [withAction(() => ({ name: naming().name }))], foreign, taken },
    importAction: {
      inputs: [async () => ({ document: document(made.flow()), name: naming().name, agentIds: [made.here.agentId] })],
      foreign: foreignAgent,
      taken,
    },
    savePinnedSample: {
      inputs: [
        withAction(() => ({ nodeKey: 'create_ticket', status: 200, headers: { a: 'b' }, body: {}, request: {} })),
      ],
      foreign,
    },
    removePinnedSample: {
      inputs: [
        async () => {
          const input = { actionId: await made.liveAction(), nodeKey: 'create_ticket' };
          await made.here.mutate(
            'savePinnedSample',
            'SavePinnedSampleInput',
            { ...input, status: 200 },
            'action { id }',
          );
          return input;
        },
      ],
      foreign,
    },
  };
}

async function nameAndId(made: MutationWorld): Promise<Input> {
  type Made = { action: { id: string; name: string } };
  const input = { name: `Action ${randomUUID()}` };
  const { action } = await made.here.mutate<Made>('createAction', 'CreateActionInput', input, 'action { id name }');
  return { actionId: action.id, name: action.name };
}

function draftRows(made: MutationWorld, foreign: NonNullable<MutationRow['foreign']>): Rows {
  const withRevision = (more: () => Input) => async () => ({
    actionId: await made.liveAction(),
    expectedRevision: 3,
    ...more(),
  });
  return {
    saveDraft: { inputs: [withRevision(() => ({ flow: made.flow() }))], foreign },
    discardDraft: { inputs: [withRevision(() => ({ number: 1 }))], foreign },
    publishVersion: { inputs: [withRevision(() => ({ note: 'What is new.' }))], foreign },
    makeVersionLive: { inputs: [async () => ({ actionId: await made.liveAction(), number: 1 })], foreign },
  };
}

function workspaceRows(made: MutationWorld): Rows {
  const lettersOnly = () => `w-${randomUUID().slice(0, 8)}`;
  const endNodes = [{ id: 'end-resolved', name: 'Resolved' }];
  const variables = [{ name: 'customerId', type: 'STRING', required: false, sample: 'A-1' }];
  const profile = { kind: 'API_KEY', origins: ['https://desk.example'], secret: { value: 'never-shown' } };
  const settings = { pairs: [{ in: 'HEADER', name: 'X-Key' }] };
  return {
    createWorkspace: {
      inputs: [async () => ({ id: lettersOnly(), name: 'Acme' })],
      taken: { field: 'id', name: async () => 'elsewhere' },
    },
    registerAgent: {
      inputs: [async () => ({ agentId: `agent-${randomUUID()}`, name: 'Billing', endNodes, variables })],
    },
    setConstant: { inputs: [async () => ({ name: 'DESK_URL', value: 'https://desk.example' })] },
    deleteConstant: {
      inputs: [async () => ({ name: await made.constant() })],
      foreign: { name: () => made.constant(made.there) },
    },
    createAuthProfile: {
      inputs: [async () => ({ name: `desk-${randomUUID()}`, settings, ...profile })],
      taken: { field: 'name', name: async () => 'example-target' },
    },
    createApiKey: {
      inputs: [async () => ({ name: randomUUID(), role: 'VIEWER', expiresAt: '2999-01-01T00:00:00.000Z' })],
      taken: {
        field: 'name',
        name: async () => {
          const name = randomUUID();
          await made.apiKey(made.here, name);
          return name;
        },
      },
    },
    revokeApiKey: {
      inputs: [async () => ({ id: await made.apiKey() })],
      foreign: { id: () => made.apiKey(made.there) },
    },
  };
}

function runRows(made: MutationWorld, foreign: NonNullable<MutationRow['foreign']>): Rows {
  const reason = 'seen at the desk';
  const nodeKey = 'create_ticket';
  const answer = { status: 201, headers: [{ name: 'X-Id', value: '7' }], body: { id: 'T-1' } };
  const review = { settings: { timeoutMs: 300, inDoubt: 'review' }, status: 'IN_REVIEW', behaviour: { hang: true } };
  const mapping = [{ variable: 'ticketId', path: '$.id', type: 'string', required: true }];
  return {
    cancelRun: {
      inputs: [
        async () => {
          const waiting = { settings: { schedule: ['10m'] }, status: 'WAITING', behaviour: { status: 503 } };
          return { runId: (await made.run(waiting)).runId, reason };
        },
      ],
      foreign,
    },
    resolveInDoubt: {
      inputs: [
        async () => ({
          ...{ runId: (await made.run(review)).runId, nodeKey, attempt: 1 },
          ...{ resolution: 'DONE', answer, reason },
        }),
      ],
      foreign,
      free: ['answer.headers.0.value', 'answer.headers.0.name'],
    },
    mapAgain: {
      inputs: [
        async () => {
          const { runId } = await made.run({ mappedPath: '$.nope', status: 'FAILED' });
          return { runId, nodeKey, mapping, reason };
        },
      ],
      foreign,
    },
    ...trialRows(made),
  };
}

function trialRows(made: MutationWorld): Rows {
  const nodeKey = 'create_ticket';
  const answers = [{ nodeKey, status: 200, headers: [{ name: 'X-Id', value: '7' }], body: { id: 'T-1' } }];
  const event = { type: 'CALL_ENDED', data: { callId: 'c-typed', outcome: 'completed' } };
  const variables = { customerId: 'A-1' };
  const common = async () => ({ actionId: await made.liveAction(), agentId: made.here.agentId, answers });
  const foreign = { actionId: () => made.liveAction(made.there) };
  const free = ['answers.0.headers.0.name', 'answers.0.headers.0.value', 'agentId'];
  const samples = [
    async () => ({ event, variables }),
    async () => ({ callId: (await made.run()).callId, variables }),
    async () => ({ runId: (await made.run()).runId, variables }),
  ];
  return {
    sendTestRequest: {
      inputs: samples.map((sample) => async () => ({
        ...(await common()),
        ...{ flow: made.flow(), nodeKey, part: 'REQUEST', sample: await sample() },
      })),
      foreign,
      free,
    },
    startTestRun: {
      inputs: [
        ...samples.map((sample) => async () => ({
          ...(await common()),
          ...{ flow: made.flow(), targets: 'MOCKED', upTo: nodeKey, sample: await sample() },
        })),
        async () => ({ ...(await common()), version: 1, sample: { event } }),
      ],
      foreign,
      free,
    },
  };
}
