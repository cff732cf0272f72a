import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LiveClient } from '../testing/graphql/live-client.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

const WHO = '{ viewer { name } }';

describe('protection of the API', () => {
  let registry: RunningRegistry;
  let studio: string;
  const known = 'query Who { viewer { name role } }';
  const knownId = `sha256:${createHash('sha256').update(known).digest('hex')}`;
  beforeAll(async () => {
    studio = await mkdtemp(join(tmpdir(), 'studio-'));
    await writeFile(join(studio, 'persisted-documents.json'), JSON.stringify({ [knownId]: known }));
    registry = await RunningRegistry.start({ STUDIO_FOLDER: studio });
  });
  afterAll(async () => {
    await registry.stop();
    await rm(studio, { recursive: true });
  });

  const post = (
    body: string,
    headers: Record<string, string> = {},
    path = registry.url('/graphql'),
  ): Promise<Response> =>
    fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}`, ...headers },
      body,
    });
  const codeOf = async (response: Response): Promise<[number, string | undefined]> => {
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    return [response.status, errors?.[0]?.extensions.code];
  };

  const many = (count: number, text: string): string =>
    Array.from({ length: count }, (_, i) => `a${i}: ${text}`).join(' ');
  const spread = (width: number, depth: number, type: string, leaf: string): string =>
    Array.from({ length: depth }, (_, i) => `fragment f${i} on ${type} { ${`...f${i + 1} `.repeat(width)} }`).join(
      ' ',
    ) + ` fragment f${depth} on ${type} { ${leaf} }`;

  it.each<[string, string, number, string]>([
    ['1,000 aliases', `{ ${many(1000, 'viewer { name }')} }`, 400, 'TOO_MANY_ALIASES'],
    [
      '30 levels',
      `{ agents { ${'nodes { actions { '.repeat(15)} nodes { id } ${'} }'.repeat(15)} } }`,
      400,
      'QUERY_TOO_DEEP',
    ],
    ['12,000 tokens', `{ ${'viewer { name } '.repeat(3000)} }`, 400, 'TOO_MANY_TOKENS'],
    [
      'what answers too much',
      `{ ${many(50, 'runs(first: 100) { nodes { steps { attempts { request { url } } } } }')} }`,
      400,
      'QUERY_TOO_COSTLY',
    ],
    [
      'fragments spread exponentially',
      `{ runs { nodes { ...f0 } } } ${spread(10, 8, 'Run', 'id')}`,
      400,
      'QUERY_TOO_COSTLY',
    ],
    [
      'fragments with aliases, exponentially',
      `{ ...f0 } ${spread(2, 30, 'Query', 'x: viewer { name }')}`,
      400,
      'TOO_MANY_ALIASES',
    ],
    ['a fragment in itself', '{ ...f } fragment f on Query { viewer { name } ...f }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  ])('refuses %s at once, with a code', async (_, query, status, code) => {
    const beganMs = performance.now();
    expect(await codeOf(await post(JSON.stringify({ query })))).toEqual([status, code]);
    expect(performance.now() - beganMs).toBeLessThan(1500);
  });

  it('takes bodies up to 1 MB, and no list of queries', async () => {
    const body = (bytes: number): string => {
      const empty = JSON.stringify({ query: WHO, variables: { pad: '' } });
      return JSON.stringify({ query: WHO, variables: { pad: 'x'.repeat(bytes - empty.length) } });
    };
    expect((await post(body(1_048_576))).status).toBe(200);
    expect(await codeOf(await post(body(1_048_577)))).toEqual([413, 'TOO_LARGE']);
    expect(
      await codeOf(await post(JSON.stringify({ query: `{ ${'#'.repeat(5_000_000)}\n viewer { name } }` }))),
    ).toEqual([413, 'TOO_LARGE']);
    expect(await codeOf(await post(JSON.stringify([{ query: WHO }, { query: WHO }])))).toEqual([400, 'BAD_REQUEST']);
  });

  it('answers no subscription by HTTP', async () => {
    const [status, code] = await codeOf(
      await post(JSON.stringify({ query: 'subscription { runsChanged { sequence } }' })),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(code).toMatch(/^[A-Z_]+$/);
  });

  it('repeats no value of a variable, however deep it lies', async () => {
    const SECRET = 's3cret-in-the-depth';
    const cases: [string, object][] = [
      [
        'mutation ($i: CreateAuthProfileInput!) { createAuthProfile(input: $i) { userErrors { code } } }',
        { i: { name: [SECRET], kind: SECRET, origins: [{ [SECRET]: SECRET }], secret: { deep: { deeper: SECRET } } } },
      ],
      [
        'mutation ($i: RegisterAgentInput!) { registerAgent(input: $i) { userErrors { code } } }',
        { i: { agentId: 'a', name: 'A', endNodes: [{ id: { [SECRET]: SECRET }, name: 'x' }] } },
      ],
      [
        'query ($f: RunFilter) { runs(filter: $f) { nodes { id } } }',
        { f: { status: ['RUNNING', SECRET], from: SECRET } },
      ],
      ['query ($n: Int) { runs(first: $n) { nodes { id } } }', { n: SECRET }],
      ['query ($f: FlowDocument!) { checkFlow(flow: $f) { code } }', {}],
    ];
    for (const [query, variables] of cases) {
      const text = await (await post(JSON.stringify({ query, variables }))).text();
      expect(text).toContain('BAD_USER_INPUT');
      expect(text).not.toContain(SECRET);
    }
    expect(JSON.stringify(registry.logLines)).not.toContain(SECRET);
  });

  it('bounds how often a key may ask, tells when to come back, and leaves other keys alone', async () => {
    const replica = await registry.startReplica({ REQUESTS_PER_MINUTE: '60' });
    const path = registry.url('/graphql', replica);
    const create = 'mutation { createApiKey(input: { name: "busy", role: VIEWER }) { token } }';
    const { createApiKey } = await registry.data(create);
    const busy = { authorization: `Bearer ${createApiKey.token as string}` };
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await post(JSON.stringify({ query: WHO }), busy, path)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
    const refused = await post(JSON.stringify({ query: WHO }), busy, path);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    expect(await codeOf(refused)).toEqual([429, 'RATE_LIMITED']);
    const overSocket = new LiveClient(path, { params: busy });
    expect((await overSocket.subscribe(WHO).error()).extensions.code).toBe('RATE_LIMITED');
    await overSocket.dispose();
    expect((await post(JSON.stringify({ query: WHO }), {}, path)).status).toBe(200);
  });

  it('carries out a document by its id, with the text beside it or without', async () => {
    const ask = async (body: object): Promise<unknown> => (await post(JSON.stringify(body))).json();
    const answer = { data: { viewer: { name: 'bootstrap', role: 'ADMIN' } } };
    expect(await ask({ documentId: knownId })).toEqual(answer);
    expect(await ask({ documentId: knownId.replace('sha256:', ''), query: WHO })).toEqual(answer);
    expect(await ask({ extensions: { documentId: knownId } })).toEqual(answer);
    expect(await ask({ documentId: 'sha256:unknown', query: WHO })).toEqual({
      data: { viewer: { name: 'bootstrap' } },
    });
    expect(await ask({ documentId: 'sha256:unknown' })).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_DOCUMENT_UNKNOWN' } }],
    });
  });

  it('lets sessions ask nothing but the documents of the Studio when that is required', async () => {
    const replica = await registry.startReplica({ PERSISTED_DOCUMENTS: 'required' });
    const origin = registry.url('', replica);
    const signedIn = await fetch(`${origin}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiKey: registry.adminToken }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const bySession = (body: object): Promise<Response> =>
      fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, origin, 'aftercall-csrf': '1' },
        body: JSON.stringify(body),
      });
    expect((await bySession({ documentId: knownId })).status).toBe(200);
    for (const body of [{ query: '{ __typename }' }, { query: known }, { documentId: 'sha256:x', query: known }, {}]) {
      expect(await codeOf(await bySession(body))).toEqual([400, 'PERSISTED_DOCUMENT_REQUIRED']);
    }
    const byGet = await fetch(`${origin}/graphql?query=${encodeURIComponent(WHO)}`, {
      headers: { cookie, 'apollo-require-preflight': '1' },
    });
    expect(await codeOf(byGet)).toEqual([400, 'PERSISTED_DOCUMENT_REQUIRED']);
    const socket = new LiveClient(`${origin}/graphql`, { headers: { cookie, origin } });
    expect((await socket.subscribe(WHO).error()).extensions.code).toBe('PERSISTED_DOCUMENT_REQUIRED');
    await socket.dispose();
    expect((await post(JSON.stringify({ query: WHO }), {}, `${origin}/graphql`)).status).toBe(200);
  });

  it('tells its schema only where it may', async () => {
    const closed = await registry.startReplica({ INTROSPECTION: 'false' });
    const path = registry.url('/graphql', closed);
    const query = '{ __schema { queryType { name } } }';
    expect(await codeOf(await post(JSON.stringify({ query }), {}, path))).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    const socket = new LiveClient(path, { params: { authorization: `Bearer ${registry.adminToken}` } });
    expect((await socket.subscribe(query).error()).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await socket.dispose();
  });
});
