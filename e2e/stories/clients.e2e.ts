import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  ApolloClient,
  ApolloLink,
  gql as apolloGql,
  HttpLink,
  InMemoryCache,
  type TypedDocumentNode,
} from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { until } from '@aftercall/dev-harness';
import { Client as UrqlClient, fetchExchange, gql as urqlGql, subscriptionExchange } from '@urql/core';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

const root = resolve(import.meta.dirname, '../..');
const ACTIONS = 'query Actions { actions(first: 5) { totalCount nodes { id name draft { revision } } } }';
const CREATE = `mutation Create($name: String!) { createAction(input: { name: $name }) {
  action { id } userErrors { __typename code message path } } }`;
const CHANGED = `subscription Changed($agentId: ID!) { runsChanged(filter: { agentId: $agentId }) {
  runs { id status call { id } } } }`;

interface Created {
  createAction: { action: { id: string } | null; userErrors: { __typename: string; code: string; path: string[] }[] };
}

interface Changed {
  runsChanged: { runs: { id: string; status: string; call: { id: string } }[] };
}

/** Clients that others have made: what they do with the registry is theirs, so the registry must fit them. */
describe('clients of others', () => {
  let world: World;
  let socket: SocketClient;
  beforeAll(async () => {
    world = await World.start();
    socket = createClient({
      url: world.up.graphqlUrl.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${world.up.adminToken}` },
    });
  });
  afterAll(async () => {
    await socket.dispose();
    await world.stop();
  });

  const authorization = () => ({ authorization: `Bearer ${world.up.adminToken}` });

  /** Calls of the customer come until the watcher has heard of one: a subscription stands a moment after it was asked for. */
  const untilHeard = async (customer: Customer, heard: () => Changed | null | undefined): Promise<void> => {
    let calls = 0;
    const sendUnlessHeard = async (): Promise<boolean> => {
      if (heard() != null) return true;
      calls += 1;
      await customer.sendEnded(`c-${customer.agentId}-${calls}`);
      return false;
    };
    await until(sendUnlessHeard, { deadlineMs: 20_000, what: 'the client hears of a run' });
    expect(heard()?.runsChanged.runs[0]?.call.id).toMatch(new RegExp(`^c-${customer.agentId}-`));
  };
  const publisher = async (): Promise<Customer> => {
    const customer = new Customer(world);
    await customer.publish(stepsInRow(world.up.targetUrl, [{ key: 'only', path: '/tickets' }]));
    return customer;
  };

  it('Apollo Client asks, changes with userErrors, and watches', async () => {
    const link = ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: world.up.graphqlUrl, headers: authorization() }),
    );
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const asked: TypedDocumentNode<{ actions: { totalCount: number; nodes: unknown[] } }> = apolloGql(ACTIONS);
    const { data } = await client.query({ query: asked });
    expect(data?.actions.totalCount).toBe(data?.actions.nodes.length);
    const mutation: TypedDocumentNode<Created> = apolloGql(CREATE);
    const create = () => client.mutate({ mutation, variables: { name: 'By Apollo Client' } });
    expect((await create()).data?.createAction).toMatchObject({
      action: { id: expect.any(String) as string },
      userErrors: [],
    });
    expect((await create()).data?.createAction).toMatchObject({
      action: null,
      userErrors: [{ __typename: 'InputProblem', code: 'NAME_TAKEN', path: ['input', 'name'] }],
    });

    const customer = await publisher();
    let heard: Changed | null | undefined;
    const subscription = client
      .subscribe<Changed>({ query: apolloGql(CHANGED), variables: { agentId: customer.agentId } })
      .subscribe(({ data: changed }) => {
        heard = changed;
      });
    await untilHeard(customer, () => heard);
    subscription.unsubscribe();
    client.stop();
  });

  it('urql asks, changes with userErrors, and watches', async () => {
    const client = new UrqlClient({
      url: world.up.graphqlUrl,
      preferGetMethod: false,
      fetchOptions: { headers: authorization() },
      exchanges: [
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query = '', variables = {} }) => ({
            subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink as never) }),
          }),
        }),
      ],
    });
    const { data, error } = await client.query<{ actions: { totalCount: number } }>(urqlGql(ACTIONS), {}).toPromise();
    expect([error, typeof data?.actions.totalCount]).toEqual([undefined, 'number']);
    const create = () => client.mutation<Created>(urqlGql(CREATE), { name: 'By urql' }).toPromise();
    expect((await create()).data?.createAction).toMatchObject({
      action: { id: expect.any(String) as string },
      userErrors: [],
    });
    expect((await create()).data?.createAction).toMatchObject({
      action: null,
      userErrors: [{ __typename: 'InputProblem', code: 'NAME_TAKEN' }],
    });

    const customer = await publisher();
    let heard: Changed | undefined;
    const subscription = client
      .subscription<Changed>(urqlGql(CHANGED), { agentId: customer.agentId })
      .subscribe(({ data: changed }) => {
        heard = changed;
      });
    await untilHeard(customer, () => heard);
    subscription.unsubscribe();
  });

  it('a client generated by graphql-codegen builds in a folder of its own and makes the calls of the README', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'aftercall client-'));
    try {
      cpSync(resolve(root, 'e2e/clients/typed'), folder, { recursive: true });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      const env = {
        ...process.env,
        NODE_OPTIONS: '',
        GRAPHQL_URL: world.up.graphqlUrl,
        INTAKE_URL: world.up.intakeUrl,
        TARGET_URL: world.up.targetUrl,
        TOKEN: world.up.adminToken,
      };
      const run = (script: string, ...args: string[]): string => {
        const done = spawnSync(process.execPath, [script, ...args], { cwd: folder, env, encoding: 'utf8' });
        if (done.status !== 0) throw new Error(`${script} ended with ${done.status}: ${done.stdout}${done.stderr}`);
        return done.stdout;
      };
      const bin = (path: string) => join(root, 'node_modules', path);
      run(bin('@graphql-codegen/cli/esm/bin.js'), '--config', 'codegen.mjs');
      run(bin('typescript/bin/tsc'), '--project', 'tsconfig.json');
      const told = JSON.parse(run('dist/calls.js')) as { callId: string };
      expect(told).toMatchObject({ problems: [], version: 1, events: ['MATCHED'], runs: 1 });
      await new Customer(world).untilRun(told.callId, 'ends', ({ status }) => status === 'SUCCEEDED');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
