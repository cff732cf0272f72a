import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { until } from '@aftercall/dev-harness';
import { Client } from 'pg';
import { Customer, stepsInRow } from '../customer.ts';
import { World } from '../world.ts';

/** What no escape changes of the secret. */
const CORE = randomUUID();
const SECRET = `s3cr+t/${CORE}=ü&"`;
const spellings = [
  SECRET,
  encodeURIComponent(SECRET),
  encodeURIComponent(encodeURIComponent(SECRET)),
  JSON.stringify(SECRET).slice(1, -1),
  JSON.stringify(JSON.stringify({ text: SECRET })),
  JSON.stringify(JSON.stringify(JSON.stringify(SECRET))),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(SECRET).toString('base64url'),
  Buffer.from(SECRET).toString('hex'),
];

const SEND = `mutation ($input: SendTestRequestInput!) { sendTestRequest(input: $input) {
  result { isSuccess data { kind bytes text(first: null) json base64 } mapped { variables }
    meta { status timing { totalMs tcpMs } request { url headers { name value } body } responseHeaders { name value } statusText
      egress { verdict } attempts { status request { url } response { headers { value } } } }
    failure { code message hint } }
  userErrors { code message path } } }`;
const RUN = `mutation ($input: StartTestRunInput!) { startTestRun(input: $input) {
  testRun { status sentCount isHeard steps { key status answer variablesAfter attempts { request { headers { name value } } } } }
  userErrors { code message path } } }`;
const PREVIEW = `query ($id: ID!, $flow: FlowDocument) { previewReplay(actionId: $id, last: 100, flow: $flow) {
  liveVersion callCount changedCount callsWithChangedRequests
  calls { callId summary requests { nodeKey change changes answer } } } }`;

/** Sends back what it got, as JSON, in headers and in its status text; `/hang` never answers. */
async function startEcho(heard: IncomingMessage[]): Promise<Server> {
  const server = createServer((request, response) => {
    heard.push(request);
    if (request.url === '/hang') return;
    const { authorization = '' } = request.headers;
    response.writeHead(200, { 'content-type': 'application/json', 'x-echo': authorization.replace(/^Basic /, '') });
    const decoded = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString();
    response.end(JSON.stringify({ headers: request.headers, raw: request.rawHeaders, decoded, all: spellings }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('authors try what they write before they publish it', () => {
  const heard: IncomingMessage[] = [];
  let echo: Server;
  let world: World;
  let echoUrl: string;
  beforeAll(async () => {
    echo = await startEcho(heard);
    const { port } = echo.address() as AddressInfo;
    echoUrl = `http://127.0.0.1:${port}`;
    world = await World.start({ environment: { EGRESS_ALLOW: `127.0.0.1:${port}` } });
  });
  afterAll(async () => {
    await world.stop();
    echo.closeAllConnections();
    await new Promise((resolve) => echo.close(resolve));
  });

  /** Every value of every table, as text. */
  async function everythingStored(): Promise<string> {
    const client = new Client({ connectionString: world.up.databaseUrl });
    await client.connect();
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('registry', 'ledger', 'vault')`,
    );
    const texts = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(`${name} ${rows.length}`, ...rows.map(({ row }) => row));
    }
    await client.end();
    return texts.join('\n');
  }

  async function countRows(...tables: string[]): Promise<number[]> {
    const client = new Client({ connectionString: world.up.databaseUrl });
    await client.connect();
    const counts = [];
    for (const table of tables) {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
      counts.push(Number(rows[0]?.count));
    }
    await client.end();
    return counts;
  }

  const logs = (): string =>
    readdirSync(world.folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.log'))
      .map((file) => readFileSync(join(world.folder, file), 'utf8'))
      .join('\n');

  const receivedCount = async (): Promise<number> =>
    ((await (await fetch(`${world.up.targetUrl}/received`)).json()) as unknown[]).length;

  it('send a request with a secret, and see the secret nowhere', async () => {
    const profile = `echo-${randomUUID().slice(0, 8)}`;
    await new Customer(world).mutate(
      'createAuthProfile',
      'CreateAuthProfileInput',
      { name: profile, kind: 'BASIC', origins: [echoUrl], secret: { username: 'desk', password: SECRET } },
      'authProfile { id }',
    );
    const before = await countRows('ledger.run', 'ledger.call_event', 'ledger.journal', 'ledger.payload');
    const config = { url: `${echoUrl}/tickets`, authProfile: profile, mapping: [{ variable: 'all', path: '$.all' }] };
    const flow = flowOf(config);
    const answer = await world.graphql<{ sendTestRequest: { result: { isSuccess: boolean; data: { kind: string } } } }>(
      SEND,
      { input: { flow, nodeKey: 'ask' } },
    );
    const basic = Buffer.from(`desk:${SECRET}`).toString('base64');
    expect(heard.at(-1)?.headers.authorization).toBe(`Basic ${basic}`);
    expect(answer.data.sendTestRequest.result).toMatchObject({ isSuccess: true, data: { kind: 'JSON' } });
    const after = await countRows('ledger.run', 'ledger.call_event', 'ledger.journal', 'ledger.payload');
    expect(after).toEqual(before);
    const places = {
      answer: JSON.stringify(answer),
      logs: logs(),
      said: world.log(),
      stored: await everythingStored(),
    };
    expect(places.logs.length).toBeGreaterThan(0);
    for (const [place, text] of Object.entries(places)) {
      for (const spelling of [...spellings, CORE, basic])
        expect([place, text.includes(spelling)]).toEqual([place, false]);
    }
  });

  it('cancel a request that hangs, which ends the connection to the target', async () => {
    const stop = new AbortController();
    const body = JSON.stringify({
      query: SEND,
      variables: { input: { flow: flowOf({ url: `${echoUrl}/hang`, timeoutMs: 100_000 }), nodeKey: 'ask' } },
    });
    const asked = fetch(world.up.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.up.adminToken}` },
      body,
      signal: stop.signal,
    });
    const arrived = await until(() => heard.find(({ url }) => url === '/hang'), { what: 'the request to arrive' });
    expect(arrived.socket.destroyed).toBe(false);
    stop.abort();
    await expect(asked).rejects.toThrow('abort');
    await until(() => arrived.socket.destroyed, { what: 'the connection to the target to end' });
  });

  it('run a flow with mocked targets, which receive nothing, and with real ones', async () => {
    const before = await receivedCount();
    const flow = stepsInRow(world.up.targetUrl, [
      { key: 'ticket', path: '/tickets' },
      { key: 'note', path: '/notes' },
    ]);
    const run = async (input: object) => (await world.graphql(RUN, { input: { flow, ...input } })).data;
    const answers = ['ticket', 'note'].map((nodeKey) => ({ nodeKey, status: 201, body: { id: `${nodeKey}-1` } }));
    expect(await run({ answers })).toMatchObject({
      startTestRun: {
        testRun: {
          status: 'SUCCEEDED',
          sentCount: 0,
          steps: [
            { key: 'ticket', answer: 'MOCKED' },
            { key: 'note', answer: 'MOCKED', variablesAfter: { ticketId: 'ticket-1', noteId: 'note-1' } },
          ],
        },
        userErrors: [],
      },
    });
    expect(await receivedCount()).toBe(before);
    expect(await run({ targets: 'REAL', upTo: 'ticket' })).toMatchObject({
      startTestRun: {
        testRun: { status: 'SUCCEEDED', sentCount: 1, steps: [{ answer: 'SENT' }, { key: 'note', status: 'PENDING' }] },
      },
    });
    expect(await receivedCount()).toBe(before + 1);
  });

  it('preview a draft on 100 past calls: nothing is sent, and each call is named whose requests change', async () => {
    const customer = new Customer(world);
    const flow = stepsInRow(world.up.targetUrl, [{ key: 'ticket', path: '/tickets' }]);
    const id = await customer.publish(flow);
    const callIds = Array.from({ length: 100 }, (_, nth) => `c-preview-${String(nth).padStart(3, '0')}`);
    const events = callIds.map((callId, nth) =>
      customer.ended(callId, { sentiment: nth % 3 === 0 ? 'negative' : 'good' }),
    );
    expect((await world.send(events)).status).toBe(202);
    await until(async () => (await endedRuns(id)) === 100, { what: 'all runs to end', deadlineMs: 60_000 });
    const before = await receivedCount();
    const draft = JSON.parse(JSON.stringify(flow)) as { nodes: { config: { headers: object[] } }[] };
    const mood = '{{interaction.SENTIMENT == "negative" ? "urgent" : interaction.CALL_ID}}';
    draft.nodes[1]?.config.headers.splice(0, 1, { name: 'X-Call', value: mood });
    const { data, errors } = await world.graphql<{ previewReplay: Preview }>(PREVIEW, { id, flow: draft });
    expect(errors).toBeUndefined();
    const changed = callIds.filter((_, nth) => nth % 3 === 0);
    const { previewReplay } = data;
    expect(previewReplay).toMatchObject({ liveVersion: 1, callCount: 100, changedCount: changed.length });
    expect([...previewReplay.callsWithChangedRequests].sort()).toEqual(changed);
    const [one] = previewReplay.calls.filter(({ callId }) => callId === changed[0]);
    expect(one).toMatchObject({
      summary: `ticket is sent otherwise: header x-call: "${changed[0] ?? ''}" becomes "urgent".`,
      requests: [{ nodeKey: 'ticket', change: 'CHANGED', answer: 'RECORDED_FOR_ANOTHER_REQUEST' }],
    });
    expect(await receivedCount()).toBe(before);
    const input = { flow, nodeKey: 'ticket', sample: { callId: callIds[7] } };
    const sent = await world.graphql<{ sendTestRequest: { result: object } }>(SEND, { input });
    expect(sent.data.sendTestRequest.result).toMatchObject({
      isSuccess: true,
      meta: { request: { headers: expect.arrayContaining([{ name: 'X-Call', value: callIds[7] }]) as object } },
    });
  });

  it('hear what to do while no executor is there', async () => {
    await world.tell('stop', 'executor');
    const { errors } = await world.graphql(SEND, { input: { flow: flowOf({ url: echoUrl }), nodeKey: 'ask' } });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('EXECUTOR_URL') as string, extensions: { code: 'EXECUTOR_UNAVAILABLE' } },
    ]);
    await world.tell('start', 'executor');
  });

  async function endedRuns(actionId: string): Promise<number> {
    const query =
      'query ($id: ID!) { runs(first: 100, filter: { actionId: $id, status: [SUCCEEDED] }) { nodes { id } } }';
    const { data } = await world.graphql<{ runs: { nodes: unknown[] } }>(query, { id: actionId });
    return data.runs.nodes.length;
  }
});

interface Preview {
  callsWithChangedRequests: string[];
  calls: { callId: string }[];
}

/** Start and one request. */
function flowOf(config: object): object {
  return {
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', config: {} },
      { key: 'ask', kind: 'apiRequest', config },
    ],
    edges: [{ from: 'start', port: 'next', to: 'ask' }],
  };
}
