import { getIntrospectionQuery } from 'graphql';
import { referenceFlow } from './testing/reference-flow.ts';
import { RunningRegistry } from './testing/running-registry.ts';

const CREATE =
  'mutation ($input: CreateActionInput!) { createAction(input: $input) { action { id } userErrors { code message path } } }';
const SAVE =
  'mutation ($id: ID!, $revision: Int!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: $revision, flow: $flow }) { action { draft { revision savedBy problems { code nodeKey severity } } } userErrors { __typename code message path ... on FlowProblem { nodeKey fieldPath severity } } } }';
const PUBLISH =
  'mutation ($id: ID!, $revision: Int!) { publishVersion(input: { actionId: $id, expectedRevision: $revision }) { version { number } userErrors { code message path ... on FlowProblem { nodeKey fieldPath severity } } } }';

describe('what is wrong with a request', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    await registry.data('mutation { createWorkspace(input: { id: "other", name: "Other" }) { userErrors { code } } }');
    await registry.data(
      'mutation { registerAgent(input: { agentId: "agent-1", name: "One", endNodes: [{ id: "end-1", name: "End" }] }) { userErrors { code } } }',
    );
  });
  afterAll(() => registry.stop());

  let made = 0;
  const newAction = async (workspace = 'default'): Promise<string> => {
    made += 1;
    const { createAction } = await registry.data(CREATE, {
      workspace,
      variables: { input: { name: `Action ${made}` } },
    });
    return createAction.action.id as string;
  };
  const problemsOf = async (query: string, variables: object, field: string): Promise<unknown> =>
    (await registry.data(query, { variables }))[field].userErrors;

  describe('names and ids', () => {
    it('says which agent is unknown', async () => {
      const problems = await problemsOf(
        CREATE,
        { input: { name: 'A', agentIds: ['agent-1', 'agent-2', 'a\u0000b'] } },
        'createAction',
      );
      expect(problems).toEqual([
        { code: 'NOT_FOUND', path: ['input', 'agentIds', '1'], message: expect.any(String) },
        { code: 'NOT_FOUND', path: ['input', 'agentIds', '2'], message: expect.any(String) },
      ]);
    });

    it('takes each name once in a workspace, letter case aside, and again in another', async () => {
      const input = { name: 'Notify CRM' };
      expect(await problemsOf(CREATE, { input }, 'createAction')).toEqual([]);
      expect(await problemsOf(CREATE, { input: { name: ' notify crm ' } }, 'createAction')).toEqual([
        { code: 'NAME_TAKEN', path: ['input', 'name'], message: expect.any(String) },
      ]);
      const { createAction } = await registry.data(CREATE, { workspace: 'other', variables: { input } });
      expect(createAction.userErrors).toEqual([]);
    });

    it.each([
      ['nothing', '  '],
      ['too much', 'x'.repeat(201)],
      ['a line break', 'a\nb'],
      ['a NUL', 'a\u0000b'],
      ['half a character', 'a\ud800b'],
    ])('refuses a name that is %s', async (_, name) => {
      expect(await problemsOf(CREATE, { input: { name } }, 'createAction')).toEqual([
        { code: 'INVALID', path: ['input', 'name'], message: expect.stringContaining('name') },
      ]);
      const agent =
        'mutation ($name: String!) { registerAgent(input: { agentId: "a", name: $name }) { userErrors { code message path } } }';
      expect(await problemsOf(agent, { name }, 'registerAgent')).toMatchObject([
        { code: 'INVALID', path: ['input', 'name'] },
      ]);
    });

    it.each(['', 'Acme', '-acme', 'acme-', 'a'.repeat(64), 'a.b', '*'])('refuses the workspace id %p', async (id) => {
      const create =
        'mutation ($id: ID!) { createWorkspace(input: { id: $id, name: "X" }) { userErrors { code path } } }';
      expect(await problemsOf(create, { id }, 'createWorkspace')).toEqual([{ code: 'INVALID', path: ['input', 'id'] }]);
    });

    it('says which End Call node stands twice', async () => {
      const register =
        'mutation { registerAgent(input: { agentId: "x", name: "X", endNodes: [{ id: "e", name: "E" }, { id: "e", name: "F" }] }) { agent { agentId } userErrors { code path } } }';
      expect((await registry.data(register)).registerAgent).toEqual({
        agent: null,
        userErrors: [{ code: 'INVALID', path: ['input', 'endNodes', '1', 'id'] }],
      });
    });

    it.each(['00000000-0000-0000-0000-000000000000', 'not-an-id', '', 'a\u0000', "'; drop table registry.action"])(
      'knows nothing of the id %p',
      async (id) => {
        expect(
          await registry.data('query ($id: ID!) { action(id: $id) { id } run(id: $id) { id } call(id: $id) { id } }', {
            variables: { id },
          }),
        ).toEqual({ action: null, run: null, call: null });
        expect(await problemsOf(PUBLISH, { id, revision: 1 }, 'publishVersion')).toMatchObject([{ code: 'NOT_FOUND' }]);
      },
    );

    it("knows nothing of another workspace's ids", async () => {
      const id = await newAction('other');
      expect(await registry.data('query ($id: ID!) { action(id: $id) { id } }', { variables: { id } })).toEqual({
        action: null,
      });
      expect(await problemsOf(SAVE, { id, revision: 1, flow: referenceFlow() }, 'saveDraft')).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'actionId'] },
      ]);
      expect(await problemsOf(PUBLISH, { id, revision: 1 }, 'publishVersion')).toMatchObject([{ code: 'NOT_FOUND' }]);
      const check = 'query ($id: ID!, $flow: FlowDocument!) { checkFlow(flow: $flow, actionId: $id) { code } }';
      expect(
        (await registry.ask(check, { variables: { id, flow: referenceFlow() } })).errors?.[0]?.extensions,
      ).toMatchObject({ code: 'NOT_FOUND', argument: 'actionId' });
      expect(
        (
          await registry.data('query ($id: ID!) { action(id: $id) { draft { revision } } }', {
            workspace: 'other',
            variables: { id },
          })
        ).action.draft.revision,
      ).toBe(1);
    });
  });

  describe('drafts and versions', () => {
    it('refuses a stale save, and says whose draft stands and since when', async () => {
      const id = await newAction();
      await registry.data(SAVE, { variables: { id, revision: 1, flow: referenceFlow() } });
      const { saveDraft } = await registry.data(SAVE, { variables: { id, revision: 1, flow: referenceFlow() } });
      expect(saveDraft.action.draft).toMatchObject({ revision: 2, savedBy: 'bootstrap' });
      expect(saveDraft.userErrors).toMatchObject([
        {
          code: 'STALE_REVISION',
          path: ['input', 'expectedRevision'],
          message: expect.stringMatching(/revision 2, saved by bootstrap at \d{4}-/),
        },
      ]);
      expect(await problemsOf(PUBLISH, { id, revision: 1 }, 'publishVersion')).toMatchObject([
        { code: 'STALE_REVISION' },
      ]);
    });

    it('lets one of two saves at once win', async () => {
      const id = await newAction();
      const saves = await Promise.all(
        [1, 2, 3, 4].map(() => registry.data(SAVE, { variables: { id, revision: 1, flow: referenceFlow() } })),
      );
      const codes = saves.map((answer) => answer.saveDraft.userErrors.map((one: { code: string }) => one.code));
      expect(codes.filter((one) => one.length === 0)).toHaveLength(1);
      expect(codes.flat()).toEqual(['STALE_REVISION', 'STALE_REVISION', 'STALE_REVISION']);
    });

    it.each<[string, unknown]>([
      ['no object', 'a flow'],
      ['null in place of nodes', { format: 1, nodes: null, edges: [] }],
      ['another format', { ...referenceFlow(), format: 2 }],
      ['an unknown field', { ...referenceFlow(), colour: 'red' }],
      [
        'a NUL in a text',
        { ...referenceFlow(), nodes: [{ key: 'start', kind: 'start', name: 'a\u0000', config: {} }] },
      ],
      [
        'half a character',
        { ...referenceFlow(), nodes: [{ key: 'start', kind: 'start', name: 'a\ud800', config: {} }] },
      ],
      [
        '1 MB of text',
        { ...referenceFlow(), nodes: [{ key: 'start', kind: 'start', name: 'x'.repeat(1_048_576), config: {} }] },
      ],
      ['a deep nest', { ...referenceFlow(), nodes: [JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500))] }],
    ])('refuses %s as a draft, with what is wrong, and keeps the old one', async (_, flow) => {
      const id = await newAction();
      const { saveDraft } = await registry.data(SAVE, { variables: { id, revision: 1, flow } });
      expect(saveDraft.action).toBeNull();
      expect(saveDraft.userErrors[0]).toMatchObject({
        __typename: 'FlowProblem',
        code: 'INVALID',
        path: ['input', 'flow'],
        severity: 'ERROR',
      });
      expect(
        (await registry.data('query ($id: ID!) { action(id: $id) { draft { revision } } }', { variables: { id } }))
          .action.draft.revision,
      ).toBe(1);
    });

    it('keeps a half-done draft with its problems, and does not publish it', async () => {
      const id = await newAction();
      const cyclic = referenceFlow() as { edges: object[] };
      cyclic.edges.push({ from: 'note', port: 'next', to: 'route' });
      const { saveDraft } = await registry.data(SAVE, { variables: { id, revision: 1, flow: cyclic } });
      expect(saveDraft.userErrors).toEqual([]);
      expect(saveDraft.action.draft).toMatchObject({
        revision: 2,
        problems: expect.arrayContaining([expect.objectContaining({ code: 'E_CYCLE', severity: 'ERROR' })]),
      });
      const { publishVersion } = await registry.data(PUBLISH, { variables: { id, revision: 2 } });
      expect(publishVersion.version).toBeNull();
      expect(publishVersion.userErrors).toContainEqual(
        expect.objectContaining({ code: 'E_CYCLE', severity: 'ERROR', nodeKey: expect.any(String) }),
      );
      const { action } = await registry.data(
        'query ($id: ID!) { action(id: $id) { liveVersion { number } versions { nodes { number } } } }',
        { variables: { id } },
      );
      expect(action).toEqual({ liveVersion: null, versions: { nodes: [] } });
    });

    it("checks End Call nodes against the action's agents", async () => {
      const { createAction } = await registry.data(CREATE, {
        variables: { input: { name: 'With ends', agentIds: ['agent-1'] } },
      });
      const withEnds = (ids: string[]): object => {
        const flow = referenceFlow() as { nodes: { config: object }[] };
        Object.assign(flow.nodes[0]!.config, { endNodeIds: ids });
        return flow;
      };
      const check =
        'query ($id: ID!, $flow: FlowDocument!) { checkFlow(flow: $flow, actionId: $id) { code nodeKey severity } }';
      const codes = async (ids: string[]): Promise<string[]> => {
        const { checkFlow } = await registry.data(check, {
          variables: { id: createAction.action.id, flow: withEnds(ids) },
        });
        return checkFlow
          .filter((one: { severity: string }) => one.severity === 'ERROR')
          .map((one: { code: string }) => one.code);
      };
      expect(await codes(['end-1'])).toEqual([]);
      expect(await codes(['end-9'])).toEqual(['E_UNKNOWN_END_NODE']);
    });

    it('changes an archived action no more, and frees its name', async () => {
      const { createAction } = await registry.data(CREATE, { variables: { input: { name: 'Old' } } });
      const id = createAction.action.id as string;
      const archive =
        'mutation ($id: ID!) { archiveAction(input: { actionId: $id }) { action { archivedAt } userErrors { code } } }';
      expect((await registry.data(archive, { variables: { id } })).archiveAction).toEqual({
        action: { archivedAt: expect.any(String) },
        userErrors: [],
      });
      expect(await problemsOf(SAVE, { id, revision: 1, flow: referenceFlow() }, 'saveDraft')).toMatchObject([
        { code: 'ARCHIVED' },
      ]);
      expect(await problemsOf(CREATE, { input: { name: 'Old' } }, 'createAction')).toEqual([]);
    });

    it('makes only versions live that exist', async () => {
      const id = await newAction();
      const live =
        'mutation ($id: ID!, $number: Int!) { makeVersionLive(input: { actionId: $id, number: $number }) { version { number } userErrors { code path } } }';
      for (const number of [0, 1, -1, 2_147_483_647]) {
        expect((await registry.data(live, { variables: { id, number } })).makeVersionLive).toEqual({
          version: null,
          userErrors: [{ code: 'NOT_FOUND', path: ['input', 'number'] }],
        });
      }
    });
  });

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
      expect(await registry.ask(`{ viewer { ${'name '.repeat(5000)} } }`)).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
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
