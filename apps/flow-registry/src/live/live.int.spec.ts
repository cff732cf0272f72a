import { until } from '@aftercall/dev-harness';
import { RUN_NOTICE_CHANNEL, writeRunNotices } from '@aftercall/wire-format';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { WebSocket } from 'ws';
import { LiveClient, type Received } from '../testing/graphql/live-client.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger, type WrittenRun } from '../testing/postgres/written-ledger.ts';

const RUNS = `subscription ($filter: RunFilter) { runsChanged(filter: $filter) {
  sequence leftIds mayHaveMissed runs { id status version { number } call { id } } } }`;
const RUN = 'subscription ($id: ID!) { runUpdated(id: $id) { sequence mayHaveMissed run { id status } } }';
const CREATE_KEY =
  'mutation ($name: String!, $role: Role!) { createApiKey(input: { name: $name, role: $role }) { apiKey { id } token userErrors { code } } }';

describe('live runs', () => {
  let registry: RunningRegistry;
  let ledger: WrittenLedger;
  let admin: Client;
  const clients: LiveClient[] = [];
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    await registry.data('mutation { createWorkspace(input: { id: "acme", name: "Acme" }) { userErrors { code } } }');
    ledger = await WrittenLedger.open(registry.database.urls.admin);
    admin = new Client({ connectionString: registry.database.urls.admin });
    await admin.connect();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.dispose();
  });
  afterAll(async () => {
    await admin.end();
    await ledger.close();
    await registry.stop();
  });

  const connect = (
    params: Record<string, unknown> = { authorization: `Bearer ${registry.adminToken}` },
    headers: Record<string, string> = {},
  ): LiveClient => {
    const client = new LiveClient(registry.url('/graphql'), { params, headers });
    clients.push(client);
    return client;
  };
  const makeKey = async (role: string): Promise<{ id: string; token: string }> => {
    const asked = { workspace: 'acme', variables: { name: randomUUID(), role } };
    const { createApiKey } = await registry.data(CREATE_KEY, asked);
    return { id: createApiKey.apiKey.id, token: createApiKey.token };
  };
  const revoke = (id: string) =>
    registry.data('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }', {
      workspace: 'acme',
      variables: { id },
    });
  const tell = (workspace: string, runIds: string[] | null) =>
    admin.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [
      RUN_NOTICE_CHANNEL,
      writeRunNotices(workspace, runIds),
    ]);
  const aRun = (more: Partial<WrittenRun> = {}) =>
    ledger.addRun({ workspace: 'default', actionId: randomUUID(), callId: 'c-1', ...more });
  const setStatus = (id: string, status: string) =>
    admin.query(
      `update ledger.run set status = $2, ended_at = case when $2 = 'RUNNING' then null else now() end where run_id = $1`,
      [id, status],
    );
  /** Told again until it was heard, because a subscription says nothing when it begins; answers the payload. */
  const heard = async (received: Received, id: string, workspace = 'default') => {
    const before = received.data.length;
    const find = () =>
      received.data
        .slice(before)
        .map(({ runsChanged }) => runsChanged as { runs: { id: string }[]; leftIds: string[] })
        .find(({ runs }) => runs.some((run) => run.id === id));
    await until(
      async () => {
        await tell(workspace, [id]);
        return find() !== undefined;
      },
      { what: 'the change to be heard' },
    );
    return find();
  };

  it('brings changed runs with what their list shows, those that fit, and names those that fit no longer', async () => {
    const actionId = randomUUID();
    const id = await aRun({ status: 'RUNNING', actionId });
    const client = connect();
    const all = client.subscribe(RUNS);
    const running = client.subscribe(RUNS, { filter: { status: ['RUNNING'], actionId } });
    const others = client.subscribe(RUNS, { filter: { actionId: randomUUID() } });
    const run = { id, status: 'RUNNING', version: null, call: { id: 'c-1' } };
    expect(await heard(all, id)).toMatchObject({ runs: [run], leftIds: [] });
    expect(await heard(running, id)).toMatchObject({ runs: [run], leftIds: [] });
    await setStatus(id, 'SUCCEEDED');
    await tell('default', [id]);
    await until(() => running.data.some(({ runsChanged }) => (runsChanged.leftIds as string[]).includes(id)), {
      what: 'the run to leave the list',
    });
    const sequences = all.data.map((data) => data.runsChanged.sequence as number);
    expect(sequences).toEqual([...new Set(sequences)].sort((one, other) => one - other));
    expect(others.data.filter((data) => data.runsChanged.runs.length > 0)).toEqual([]);
  });

  it('shows one run as it is at once, and every change of it', async () => {
    const id = await aRun({ status: 'RUNNING' });
    const seen = connect().subscribe(RUN, { id: id.toUpperCase() });
    expect((await seen.next()).runUpdated.run).toEqual({ id, status: 'RUNNING' });
    await setStatus(id, 'FAILED');
    await tell('default', [await aRun(), id]);
    expect((await seen.next(2)).runUpdated.run).toEqual({ id, status: 'FAILED' });
  });

  it.each([
    ['no id of anything', 'x'],
    ['an unknown id', randomUUID()],
  ])('refuses %s', async (_, id) => {
    expect((await connect().subscribe(RUN, { id }).error()).extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it("keeps workspaces apart: another one's run is unknown, and its changes are not heard", async () => {
    const { token } = await makeKey('VIEWER');
    const foreign = await aRun();
    const own = await aRun({ workspace: 'acme' });
    const client = connect({ Authorization: `Bearer ${token}` });
    expect((await client.subscribe(RUN, { id: foreign }).error()).extensions.code).toBe('NOT_FOUND');
    const seen = client.subscribe(RUNS);
    await tell('acme', [foreign]);
    await heard(seen, own, 'acme');
    const ids = seen.data.flatMap((data) => data.runsChanged.runs.map((run: { id: string }) => run.id) as string[]);
    expect(new Set(ids)).toEqual(new Set([own]));
    const chosen = connect({ authorization: `Bearer ${registry.adminToken}`, 'aftercall-workspace': 'acme' });
    expect((await chosen.subscribe(RUN, { id: own }).next()).runUpdated.run.id).toBe(own);
  });

  it('lets in by header, by parameter and by session, from pages of its own', async () => {
    const id = await aRun();
    const answer = await fetch(registry.url('/auth/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiKey: registry.adminToken }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const origin = registry.url('');
    const good: [Record<string, unknown>, Record<string, string>][] = [
      [{}, { authorization: `Bearer ${registry.adminToken}` }],
      [{ authorization: `Bearer ${registry.adminToken}` }, { origin }],
      [{}, { cookie, origin }],
    ];
    for (const [params, headers] of good) {
      expect((await connect(params, headers).subscribe(RUN, { id }).next()).runUpdated.run.id).toBe(id);
    }
    const refused: [Record<string, unknown>, Record<string, string>][] = [
      [{}, {}],
      [{ authorization: 'Bearer wrong' }, {}],
      [{ authorization: 17 }, {}],
      [{}, { cookie }],
      [{}, { cookie: 'aftercall_session=wrong', origin }],
    ];
    for (const [params, headers] of refused) {
      expect(await connect(params, headers).subscribe(RUN, { id }).closing()).toMatchObject({
        code: 4401,
        reason: expect.stringContaining('UNAUTHENTICATED'),
      });
    }
    const nobodys = connect({ authorization: `Bearer ${registry.adminToken}`, 'aftercall-workspace': 'nobody' });
    expect((await nobodys.subscribe(RUN, { id }).closing()).code).toBe(4403);
  });

  it.each([
    ['a page of another site', '/graphql', { origin: 'https://evil.example' }, 403],
    ['a page without an origin of its own', '/graphql', { origin: 'null' }, 403],
    ['another path', '/graphqlx', {}, 404],
    ['the page itself', '/', {}, 404],
  ])('refuses the handshake of %s', async (_, path, headers, status) => {
    const socket = new WebSocket(registry.url(path).replace('http', 'ws'), 'graphql-transport-ws', { headers });
    const answered = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
        response.destroy();
      });
      socket.on('open', () => {
        resolve('open');
      });
      socket.on('error', () => undefined);
    });
    expect(answered).toBe(status);
  });

  it('lets a sender watch nothing', async () => {
    const { token } = await makeKey('SENDER');
    const error = await connect({ authorization: `Bearer ${token}` })
      .subscribe(RUNS)
      .error();
    expect(error.extensions.code).toBe('FORBIDDEN');
  });

  it('closes the socket when its key is revoked, on every replica', async () => {
    const { id, token } = await makeKey('VIEWER');
    const replica = await registry.startReplica();
    const run = await aRun({ workspace: 'acme' });
    const params = { authorization: `Bearer ${token}` };
    const elsewhere = new LiveClient(registry.url('/graphql', replica), { params });
    clients.push(elsewhere);
    const watching = [connect(params), elsewhere].map((client) => client.subscribe(RUN, { id: run }));
    for (const one of watching) await one.next();
    const untouched = connect().subscribe(RUN, { id: await aRun() });
    await untouched.next();
    await revoke(id);
    for (const one of watching) {
      expect(await one.closing()).toEqual({ code: 4401, reason: 'SESSION_ENDED: the session or API key has ended' });
    }
    expect(untouched.closed).toBeUndefined();
  });

  it('closes the socket when its session ends: by signing out, or by its time', async () => {
    const origin = registry.url('');
    const signIn = async (base: string): Promise<string> => {
      const response = await fetch(`${base}/auth/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ apiKey: registry.adminToken }),
      });
      return response.headers.get('set-cookie')?.split(';')[0] ?? '';
    };
    const id = await aRun();
    const cookie = await signIn(origin);
    const seen = connect({}, { cookie, origin }).subscribe(RUN, { id });
    await seen.next();
    await fetch(`${origin}/auth/session`, { method: 'DELETE', headers: { cookie, origin, 'aftercall-csrf': '1' } });
    expect((await seen.closing()).code).toBe(4401);
    const brief = await registry.startReplica({ SESSION_MAX_MS: '1s' });
    const base = registry.url('', brief);
    const client = new LiveClient(`${base}/graphql`, { headers: { cookie: await signIn(base), origin: base } });
    clients.push(client);
    const short = client.subscribe(RUN, { id });
    await short.next();
    await until(() => short.closed !== undefined, { what: 'the session to be over', deadlineMs: 15_000 });
    expect(short.closed?.code).toBe(4401);
  });

  it('says that something may have been missed, and goes on, when the connection to the ledger was lost', async () => {
    const id = await aRun();
    const seen = connect().subscribe(RUNS);
    await heard(seen, id);
    const before = seen.data.length;
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'aftercall-registry-live' and datname = current_database()`,
    );
    await until(() => seen.data.slice(before).some((data) => data.runsChanged.mayHaveMissed), {
      what: 'a word about the gap',
    });
    await heard(seen, id);
    await tell('default', null);
    await until(() => seen.data.at(-1).runsChanged.mayHaveMissed as boolean, { what: 'a word about too many changes' });
    expect(seen.closed).toBeUndefined();
  });

  it('holds operations over the socket to the limits, and strips values from what it refuses', async () => {
    const client = connect();
    const SECRET = 's3cret-over-the-socket';
    const deep = `{ agents { nodes { ${'actions { nodes { agents { '.repeat(5)} agentId ${'} } }'.repeat(5)} } } }`;
    const aliases = `subscription { ${Array.from({ length: 60 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
    const cases: [string, Record<string, unknown> | undefined, string][] = [
      [deep, undefined, 'QUERY_TOO_DEEP'],
      [aliases, undefined, 'TOO_MANY_ALIASES'],
      [`{ viewer { ${'name '.repeat(10_000)} } }`, undefined, 'TOO_MANY_TOKENS'],
      ['{ nothing }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
      ['query A { viewer { name } } query B { viewer { name } }', undefined, 'OPERATION_RESOLUTION_FAILURE'],
      [RUNS, { filter: { status: [SECRET] } }, 'BAD_USER_INPUT'],
      [
        `mutation ($i: CreateAuthProfileInput!) { createAuthProfile(input: $i) { userErrors { code } } }`,
        { i: { kind: SECRET, secret: { a: SECRET } } },
        'BAD_USER_INPUT',
      ],
      [
        `mutation { createAuthProfile(input: { name: "x", kind: ${SECRET.replaceAll('-', '_')} }) { userErrors { code } } }`,
        undefined,
        'GRAPHQL_VALIDATION_FAILED',
      ],
    ];
    for (const [query, variables, code] of cases) {
      const error = await client.subscribe(query, variables).error();
      expect([query.slice(0, 50), error.extensions.code]).toEqual([query.slice(0, 50), code]);
      expect(error.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.stringify(error)).not.toMatch(/s3cret/);
    }
    expect(JSON.stringify(registry.logLines)).not.toContain(SECRET);
    expect((await client.subscribe('{ viewer { name } }').next()).viewer.name).toBe('bootstrap');
    const denied = client.subscribe('mutation { createAction(input: { name: "" }) { userErrors { code } } }');
    expect((await denied.next()).createAction.userErrors[0].code).toBe('INVALID');
  });

  it('bounds the operations and the sockets of a key', async () => {
    const { token } = await makeKey('VIEWER');
    const id = await aRun({ workspace: 'acme' });
    const params = { authorization: `Bearer ${token}` };
    const busy = connect(params);
    const running = Array.from({ length: 500 }, () => busy.subscribe(RUNS));
    expect((await busy.subscribe(RUN, { id }).error()).extensions.code).toBe('RATE_LIMITED');
    for (const one of running.slice(1)) one.stop();
    await until(
      async () => {
        const again = busy.subscribe(RUN, { id });
        await until(() => again.data.length + again.errors.length > 0, { what: 'an answer' });
        return again.data.length > 0;
      },
      { what: 'room for more' },
    );
    const others = Array.from({ length: 249 }, () => connect(params).subscribe(RUN, { id }));
    for (const one of others) await one.next();
    expect(await connect(params).subscribe(RUN, { id }).closing()).toMatchObject({ code: 4429 });
    expect(busy.isConnected).toBe(true);
  });
});
