import { getIntrospectionQuery } from 'graphql';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';

describe('what is wrong with a query', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    await registry.data('mutation { createWorkspace(input: { id: "other", name: "Other" }) { userErrors { code } } }');
    await registry.data(
      'mutation { registerAgent(input: { agentId: "agent-1", name: "One", endNodes: [{ id: "end-1", name: "End" }] }) { userErrors { code } } }',
    );
  });
  afterAll(() => registry.stop());

  describe('queries', () => {
    it.each([
      ['first: 0', 'first'],
      ['first: 101', 'first'],
      ['first: -1', 'first'],
      ['after: "nonsense"', 'after'],
      ['after: "MTM6Tm90IEFuIElk"', 'after'],
      ['after: ""', 'after'],
    ])('names the argument of a page that cannot be: %s', async (text, argument) => {
      for (const list of ['actions', 'agents', 'workspaces', 'apiKeys', 'runs', 'calls']) {
        if (argument === 'after' && list === 'agents' && text.includes('MTM6')) continue;
        const answer = await registry.ask(`{ ${list}(${text}) { pageInfo { hasNextPage } } }`);
        expect([list, answer.errors?.[0]?.extensions]).toMatchObject([list, { code: 'INVALID', argument }]);
      }
    });

    it('refuses a query that is too deep, has too many aliases or too many tokens', async () => {
      const deep = `{ agents { nodes { ${'actions { nodes { agents { '.repeat(5)} agentId ${'} } }'.repeat(5)} } } }`;
      expect(await registry.ask(deep)).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'QUERY_TOO_DEEP' } }],
      });
      const aliases = (count: number): string =>
        `{ ${Array.from({ length: count }, (_, i) => `a${i}: viewer { name }`).join(' ')} }`;
      expect(await registry.ask(aliases(51))).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'TOO_MANY_ALIASES' } }],
      });
      expect((await registry.ask(aliases(50))).errors).toBeUndefined();
      expect(await registry.ask(`{ viewer { ${'name '.repeat(10_000)} } }`)).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'TOO_MANY_TOKENS' } }],
      });
      const bomb = `query { ...a } ${Array.from({ length: 30 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f30 on Query { x: viewer { name } } fragment a on Query { ...f0 }`;
      expect(await registry.ask(bomb)).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'TOO_MANY_ALIASES' } }],
      });
    });

    it('answers the standard introspection query', async () => {
      expect((await registry.data(getIntrospectionQuery())).__schema.queryType.name).toBe('Query');
    });

    it.each([
      ['no query', '{}', 400],
      ['no JSON', '{"query":"{ viewer', 400],
      ['a member that would be a prototype', '{"query":"{ viewer { name } }","variables":{"x":{"__proto__":{}}}}', 400],
      ['an array of queries', '[{"query":"{ viewer { name } }"},{"query":"{ viewer { name } }"}]', 400],
      ['3 MB', `{"query":"{ viewer { name } }","variables":{"x":"${'x'.repeat(3_000_000)}"}}`, 413],
    ])('answers %s with a code', async (_, body, status) => {
      const response = await fetch(registry.url('/graphql'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}` },
        body,
      });
      expect(response.status).toBe(status);
      const { errors } = (await response.json()) as { errors: { extensions: { code: string; requestId: string } }[] };
      expect(errors[0]?.extensions).toEqual({
        code: status === 413 ? 'TOO_LARGE' : 'BAD_REQUEST',
        requestId: response.headers.get('x-request-id'),
      });
    });

    it('takes no mutation by GET, and no request that a page of another site could make', async () => {
      const authorization = `Bearer ${registry.adminToken}`;
      const mutation = encodeURIComponent(
        'mutation { archiveAction(input: { actionId: "x" }) { userErrors { code } } }',
      );
      const byGet = await fetch(registry.url(`/graphql?query=${mutation}`), {
        headers: { authorization, 'apollo-require-preflight': '1' },
      });
      expect(byGet.status).toBe(405);
      const simple = await fetch(registry.url('/graphql'), {
        method: 'POST',
        headers: { authorization, 'content-type': 'text/plain' },
        body: '{"query":"{ viewer { name } }"}',
      });
      expect(simple.status).toBeGreaterThanOrEqual(400);
      const get = await fetch(registry.url(`/graphql?query=${encodeURIComponent('{ viewer { name } }')}`), {
        headers: { authorization },
      });
      expect(get.status).toBe(400);
    });

    it.each(['PUT', 'PATCH', 'DELETE'])('says by which methods it is asked when it is by %s', async (method) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}` };
      const answer = await fetch(registry.url('/graphql'), {
        method,
        headers,
        body: '{"query":"{ viewer { name } }"}',
      });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    });

    it('takes no day that the calendar does not have', async () => {
      const query = 'query ($from: DateTime!) { runs(filter: { from: $from }) { nodes { id } } }';
      const { status, errors } = await registry.ask(query, { variables: { from: '2026-02-30T00:00:00Z' } });
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    });

    it('sends security headers with every answer, and says nothing of what it is built with', async () => {
      for (const path of ['/graphql', '/', '/nowhere', '/internal/published-flows', '/schemas/flow-document.v1.json']) {
        const { headers } = await fetch(registry.url(path));
        expect([path, headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual([
          path,
          'nosniff',
          null,
        ]);
      }
    });

    it.each([
      ['goes by the id that a request brings', 'studio-0f3a.9_c:1', true],
      ['makes an id of its own for one that is too short', 'short', false],
      ['makes an id of its own for one that is too long', 'x'.repeat(129), false],
      ['makes an id of its own for one that is no plain text', 'a b;c="d" <script>', false],
    ])('%s', async (_, id, isKept) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${registry.adminToken}` };
      const response = await fetch(registry.url('/graphql'), {
        method: 'POST',
        headers: { ...headers, 'x-request-id': id },
        body: JSON.stringify({ query: '{ nothing }' }),
      });
      const told = response.headers.get('x-request-id');
      const { errors } = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
      expect(errors[0]?.extensions.requestId).toBe(told);
      expect(told === id).toBe(isKept);
    });

    it('serves the schema of flow documents', async () => {
      const response = await fetch(registry.url('/schemas/flow-document.v1.json'));
      expect(response.headers.get('content-type')).toContain('application/schema+json');
      expect(await response.json()).toHaveProperty('$schema');
    });
  });

  describe('secrets', () => {
    const SECRET = 's3cret-value-never-to-be-seen';
    const create =
      'mutation ($kind: AuthProfileKind!, $secret: Secret!) { createAuthProfile(input: { name: "desk", kind: $kind, origins: ["https://desk.example"], secret: $secret }) { userErrors { code } } }';

    it.each<[string, string, object | undefined]>([
      ['beside a wrong enum', create, { kind: SECRET, secret: { token: SECRET } }],
      [
        'in place of a whole input',
        'mutation ($input: CreateAuthProfileInput!) { createAuthProfile(input: $input) { userErrors { code } } }',
        { input: { name: { secret: SECRET }, kind: 'BEARER', origins: SECRET, secret: SECRET, [SECRET]: 1 } },
      ],
      [
        'as a literal',
        `mutation { createAuthProfile(input: { name: "desk", kind: BEARER, origins: [], secret: { token: "${SECRET}" } }) { userErrors { code } } }`,
        undefined,
      ],
      [
        'as a literal of another type',
        `mutation { createAuthProfile(input: { name: { token: "${SECRET}" }, kind: "${SECRET}", origins: [], secret: "${SECRET}" }) { userErrors { code } } }`,
        undefined,
      ],
      ['in text that is no query', `mutation { createAuthProfile(input: "${SECRET}" "${SECRET}"`, undefined],
      ['with the vault away', create, { kind: 'BEARER', secret: { token: SECRET } }],
    ])('never come back: %s', async (_, query, variables) => {
      const answer = await registry.ask(query, variables === undefined ? {} : { variables });
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(JSON.stringify(answer)).not.toContain(SECRET);
      expect(JSON.stringify(registry.logLines)).not.toContain(SECRET);
    });

    it('must come as a variable', async () => {
      const literal =
        'mutation { createAuthProfile(input: { name: "desk", kind: BEARER, origins: [], secret: { token: "x" } }) { userErrors { code } } }';
      expect((await registry.ask(literal)).errors?.map((one) => one.extensions.code)).toContain('SECRET_IN_QUERY');
    });

    it('say where a variable does not fit', async () => {
      const answer = await registry.ask(create, { variables: { kind: 'NOPE', secret: {} } });
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT', at: 'kind' } }] });
    });
  });
});
