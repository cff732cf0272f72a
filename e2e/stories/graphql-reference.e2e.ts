import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema, Kind, parse } from 'graphql';
import { until } from '@aftercall/dev-harness';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

const root = resolve(import.meta.dirname, '../..');
const schema = buildSchema(readFileSync(resolve(root, 'apps/flow-registry/schema.graphql'), 'utf8'));
const firstHour = JSON.parse(readFileSync(resolve(root, 'tools/contract/first-hour.json'), 'utf8')) as {
  flow: object;
  event: { data: Record<string, unknown> };
  steps: { operation?: string; event?: boolean; variables?: Record<string, unknown> }[];
};

interface Example {
  operation: string;
  text: string;
}

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const examplesOf = (type: (typeof roots)[number]): Example[] =>
  Object.values(type?.getFields() ?? {}).flatMap(({ name, description }) =>
    [...(description ?? '').matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => ({ operation: name, text })),
  );
const examples = roots.flatMap(examplesOf);
const subscriptions = examplesOf(roots[2]);

/** The reference promises that each of its examples works as it stands. */
describe('the GraphQL reference', () => {
  let world: World;
  let known: Record<string, unknown>;
  beforeAll(async () => {
    world = await World.start();
    const { targetUrl } = world.up;
    known = {
      origin: targetUrl,
      secret: { token: 'not-what-the-target-wants' },
      callId: 'c-1001',
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date().toISOString(),
      flow: JSON.parse(JSON.stringify(firstHour.flow).replaceAll('https://desk.example', targetUrl)),
    };
  });
  afterAll(() => world.stop());

  const exampleOf = (operation: string): string => {
    const example = examples.find((one) => one.operation === operation);
    if (example === undefined) throw new Error(`no example of ${operation}`);
    return example.text;
  };

  /** Its answer under the operation's name; anything in errors or userErrors fails. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any shape
  const run = async (example: Example, changes: Record<string, unknown> = {}): Promise<any> => {
    const [definition] = parse(example.text).definitions;
    const declared = definition?.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [];
    const values = { ...known, ...changes };
    const given = declared.map(({ variable }) => [variable.name.value, values[variable.name.value]] as const);
    const answer = await world.graphql(example.text, Object.fromEntries(given));
    expect(answer).toMatchObject({ status: 200, errors: undefined });
    const payload = answer.data[example.operation] as { userErrors?: unknown[] } | null;
    expect(payload?.userErrors ?? []).toEqual([]);
    return payload;
  };

  it('is true of a first hour, call after call', async () => {
    for (const { operation, event, variables = {} } of firstHour.steps) {
      if (event === true) {
        const sent = await world.send({ ...firstHour.event, time: new Date().toISOString() });
        expect(sent).toMatchObject({ status: 202, body: { events: [{ status: 'new' }] } });
        continue;
      }
      const text = exampleOf(operation ?? '');
      const payload = await run({ operation: operation ?? '', text }, { revision: 1, ...variables });
      if (operation === 'createAction') known['actionId'] = payload.action.id;
      if (operation === 'runs') known['runId'] = payload.nodes[0].id;
      if (operation === 'call')
        expect(payload.actions).toMatchObject([{ reason: null, run: { id: expect.any(String) } }]);
    }
  });

  /** What an example asks to be there before it. */
  const prepare: Record<string, () => Promise<Record<string, unknown>>> = {
    authProfile: async () => ({
      id: (await run({ operation: 'authProfiles', text: exampleOf('authProfiles') })).nodes[0].id,
    }),
    revokeApiKey: async () => {
      const input = { name: `key ${randomUUID()}`, role: 'SENDER' };
      type Made = { apiKey: { id: string } };
      const { apiKey } = await new Customer(world).mutate<Made>(
        'createApiKey',
        'CreateApiKeyInput',
        input,
        'apiKey { id }',
      );
      return { id: apiKey.id };
    },
    activity: () => {
      const now = Date.now();
      return Promise.resolve({ from: new Date(now - 3_600_000).toISOString(), to: new Date(now).toISOString() });
    },
    importAction: async () => ({ document: firstHour.flow }),
    removePinnedSample: async () => {
      await run({ operation: 'savePinnedSample', text: exampleOf('savePinnedSample') });
      return {};
    },
    deleteConstant: async () => {
      await run({ operation: 'setConstant', text: exampleOf('setConstant') });
      return {};
    },
    cancelRun: () =>
      runThat('waits', { schedule: ['10m'] }, ({ status }) => status === 'WAITING', {
        behaviour: { status: 503 },
      }),
    resolveInDoubt: () =>
      runThat('is in doubt', { timeoutMs: 300, inDoubt: 'review' }, ({ status }) => status === 'IN_REVIEW', {
        behaviour: { hang: true },
      }),
    mapAgain: async () => ({
      ...(await runThat('cannot be mapped', {}, ({ status }) => status === 'FAILED', { mappedPath: '$.nope' })),
      mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', required: true }],
    }),
  };

  /** A run of a flow with the one request `create_ticket`, once it is as wanted. */
  async function runThat(
    what: string,
    settings: Parameters<typeof stepsInRow>[2],
    isWanted: Parameters<Customer['untilRun']>[2],
    { behaviour, mappedPath = '$.id' }: { behaviour?: { status?: number; hang?: boolean }; mappedPath?: string } = {},
  ): Promise<{ runId: string }> {
    const customer = new Customer(world);
    const path = '/tickets';
    const flow = JSON.stringify(stepsInRow(world.up.targetUrl, [{ key: 'create_ticket', path }], settings));
    if (behaviour !== undefined) await world.behave({ path, times: 1, ...behaviour });
    await customer.publish(JSON.parse(flow.replaceAll('$.id', mappedPath)) as object);
    const callId = `c-${randomUUID()}`;
    await customer.sendEnded(callId);
    const { id } = await customer.untilRun(callId, what, isWanted);
    return { runId: id };
  }

  const others = examples.filter(
    (example) =>
      !subscriptions.some(({ operation }) => operation === example.operation) &&
      !firstHour.steps.some(({ operation }) => operation === example.operation),
  );
  const lastly = ['archiveAction'];
  const inOrder = [
    ...others.filter(({ operation }) => !lastly.includes(operation)),
    ...others.filter(({ operation }) => lastly.includes(operation)),
  ];

  it.each(inOrder)('has an example of $operation that works', async (example) => {
    const { data } = await world.graphql<{ action: { draft: { revision: number } } }>(
      'query ($id: ID!) { action(id: $id) { draft { revision } } }',
      { id: known['actionId'] },
    );
    const prepared = await prepare[example.operation]?.();
    await run(example, { revision: data.action.draft.revision, ...prepared });
  });

  it.each(subscriptions)('has an example of $operation that brings news', async ({ operation, text }) => {
    const customer = new Customer(world);
    const actionId = await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }]));
    const socket = createClient({
      url: world.up.graphqlUrl.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${world.up.adminToken}` },
    });
    const news: unknown[] = [];
    const variables = { actionId, runId: known['runId'] };
    socket.subscribe(
      { query: text, variables },
      { next: (one) => news.push(one), error: (error) => news.push(error), complete: () => undefined },
    );
    // A subscription stands a moment after it was asked for: calls come until it has heard of one.
    const callUnlessHeard = async (): Promise<boolean> => {
      if (news.length > 0) return true;
      await customer.sendEnded(`c-${randomUUID()}`);
      return false;
    };
    await until(callUnlessHeard, { deadlineMs: 20_000, what: `${operation} brings something` });
    expect(news[0]).toMatchObject({ data: { [operation]: expect.any(Object) as object } });
    await socket.dispose();
  });

  it('has an example of every operation', () => {
    const operations = roots.flatMap((type) => Object.keys(type?.getFields() ?? {}));
    expect(operations.filter((name) => !examples.some(({ operation }) => operation === name))).toEqual([]);
  });
});
