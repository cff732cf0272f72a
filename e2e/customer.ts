import { randomUUID } from 'node:crypto';
import { until } from '@aftercall/dev-harness';
import type { As, World } from './world.ts';

/** A run as the stories look at it. */
export interface SeenRun {
  id: string;
  status: string;
  error: { code: string; message: string } | null;
  variables: Record<string, unknown>;
  version: { number: number };
  steps: {
    key: string;
    kind: string;
    status: string;
    attempts: {
      number: number;
      status: string;
      cause: { code: string; message: string } | null;
      response: { status: number } | null;
    }[];
  }[];
}

const RUNS = `query ($callId: ID!) { runs(first: 10, filter: { callId: $callId }) { nodes {
  id status error { code message } variables version { number }
  steps { key kind status attempts { number status cause { code message } response { status } } } } } }`;

/** A platform team and its call system: what they would do by GraphQL and at the HTTP door, with names of their own. */
export class Customer {
  readonly agentId = `agent-${randomUUID().slice(0, 8)}`;
  private readonly world: World;
  private readonly as: As;

  constructor(world: World, as: As = {}) {
    this.world = world;
    this.as = as;
  }

  /** Runs a mutation and gives its payload; anything in `userErrors` fails the story. */
  async mutate<Payload>(name: string, inputType: string, input: object, selection: string): Promise<Payload> {
    const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} userErrors { code message path } } }`;
    const { data, errors } = await this.world.graphql<Record<string, Payload & { userErrors: unknown[] }>>(
      query,
      { input },
      this.as,
    );
    const payload = errors === undefined ? data[name] : undefined;
    if (payload === undefined || payload.userErrors.length > 0) {
      throw new Error(`${name}: ${JSON.stringify(errors ?? payload)}`);
    }
    return payload;
  }

  /** Registers this customer's agent and publishes a flow for it; returns the action's id. */
  async publish(flow: object, name = `Action ${randomUUID().slice(0, 8)}`): Promise<string> {
    await this.register();
    type Made = { action: { id: string; draft: { revision: number } } };
    const { action } = await this.mutate<Made>(
      'createAction',
      'CreateActionInput',
      { name, agentIds: [this.agentId] },
      'action { id draft { revision } }',
    );
    await this.republish(action.id, action.draft.revision, flow);
    return action.id;
  }

  async republish(actionId: string, expectedRevision: number, flow: object, note = 'story'): Promise<number> {
    type Saved = { action: { draft: { revision: number; problems: { severity: string }[] } } };
    const { action } = await this.mutate<Saved>(
      'saveDraft',
      'SaveDraftInput',
      { actionId, expectedRevision, flow },
      'action { draft { revision problems { severity code nodeKey message } } }',
    );
    const { revision } = action.draft;
    await this.mutate(
      'publishVersion',
      'PublishVersionInput',
      { actionId, expectedRevision: revision, note },
      'version { number liveOn { executors seen } }',
    );
    return revision;
  }

  async register(): Promise<void> {
    await this.mutate(
      'registerAgent',
      'RegisterAgentInput',
      { agentId: this.agentId, name: 'Story' },
      'agent { agentId }',
    );
  }

  /** The event of a call of this customer's agent that ended. */
  ended(callId: string, data: object = {}): Record<string, unknown> {
    return {
      specversion: '1.0',
      id: randomUUID(),
      source: 'urn:aftercall:story',
      type: 'call.ended.v1',
      time: new Date().toISOString(),
      data: { callId, agentId: this.agentId, outcome: 'completed', summary: 'A story.', ...data },
    };
  }

  async sendEnded(callId: string, data: object = {}): Promise<void> {
    const { status, body } = await this.world.send(this.ended(callId, data), this.as);
    if (status !== 202) throw new Error(`the door answered ${status}: ${JSON.stringify(body)}`);
  }

  async runsOf(callId: string): Promise<SeenRun[]> {
    const { data, errors } = await this.world.graphql<{ runs: { nodes: SeenRun[] } }>(RUNS, { callId }, this.as);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data.runs.nodes;
  }

  /** The one run of a call, once it is as wanted. */
  async untilRun(
    callId: string,
    what: string,
    isWanted: (run: SeenRun) => boolean,
    deadlineMs = 20_000,
  ): Promise<SeenRun> {
    let last: SeenRun | undefined;
    await until(
      async () => {
        [last] = await this.runsOf(callId);
        return last !== undefined && isWanted(last);
      },
      { deadlineMs, what: `the run of ${callId} ${what}` },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}; it was last seen as ${JSON.stringify(last)}`);
    });
    if (last === undefined) throw new Error('unreachable');
    return last;
  }
}

/** A flow that calls the example target step after step; `retry` is of every step. */
export function stepsInRow(
  targetUrl: string,
  paths: readonly { key: string; path: string }[],
  settings: { schedule?: string[]; timeoutMs?: number; inDoubt?: string; honoured?: boolean } = {},
): object {
  const { schedule, timeoutMs = 5000, inDoubt = 'repeat', honoured = true } = settings;
  return {
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: {} },
      ...paths.map(({ key, path }) => ({
        key,
        kind: 'apiRequest',
        config: {
          method: path === '/metrics' ? 'PUT' : 'POST',
          url: `${targetUrl}${path}`,
          headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
          body: { type: 'json', json: { summary: '{{interaction.SUMMARY}}' } },
          authProfile: 'example-target',
          timeoutMs,
          ...(schedule === undefined ? {} : { retry: { schedule } }),
          mapping: [{ variable: `${key}Id`, path: '$.id', type: 'string', required: true }],
          idempotency: { header: 'Idempotency-Key', honoured, inDoubt },
        },
      })),
    ],
    edges: paths.map(({ key }, index) => ({
      from: index === 0 ? 'start' : (paths[index - 1]?.key ?? ''),
      port: index === 0 ? 'next' : 'success',
      to: key,
    })),
  };
}
