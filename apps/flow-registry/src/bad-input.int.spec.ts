import { referenceFlow } from './testing/reference-flow.ts';
import { RunningRegistry } from './testing/postgres/running-registry.ts';

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

    it('takes two spellings of one name for the same, and leaves emoji whole', async () => {
      expect(await problemsOf(CREATE, { input: { name: 'Caf\u00e9' } }, 'createAction')).toEqual([]);
      expect(await problemsOf(CREATE, { input: { name: 'Cafe\u0301' } }, 'createAction')).toMatchObject([
        { code: 'NAME_TAKEN' },
      ]);
      expect(await problemsOf(CREATE, { input: { name: '\u{1f469}\u200d\u{1f467}' } }, 'createAction')).toEqual([]);
    });

    it.each([
      ['nothing', '  '],
      ['too much', 'x'.repeat(201)],
      ['a line break', 'a\nb'],
      ['a NUL', 'a\u0000b'],
      ['half a character', 'a\ud800b'],
      ['a line separator', 'a\u2028b'],
      ['a blank without width', 'a\u200bb'],
      ['turned around', 'a\u202ebc'],
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
});
