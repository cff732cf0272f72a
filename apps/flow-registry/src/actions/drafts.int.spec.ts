import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

const CREATE =
  'mutation ($input: CreateActionInput!) { createAction(input: $input) { action { id } userErrors { code message path } } }';
const SAVE =
  'mutation ($id: ID!, $revision: Int!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: $revision, flow: $flow }) { action { draft { revision savedBy problems { code nodeKey severity } } } userErrors { __typename code message path ... on FlowProblem { nodeKey fieldPath severity } } } }';
const PUBLISH =
  'mutation ($id: ID!, $revision: Int!) { publishVersion(input: { actionId: $id, expectedRevision: $revision }) { version { number } userErrors { code message path ... on FlowProblem { nodeKey fieldPath severity } } } }';

describe('what is wrong with a draft', () => {
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

    it('gives those who publish at once a number each, without a gap, and sets the highest live', async () => {
      const id = await newAction();
      await registry.data(SAVE, { variables: { id, revision: 1, flow: referenceFlow() } });
      const published = await Promise.all(
        [1, 2, 3, 4].map(() => registry.data(PUBLISH, { variables: { id, revision: 2 } })),
      );
      const numbers = published.map(({ publishVersion }) => publishVersion.version.number as number);
      expect(numbers.sort()).toEqual([1, 2, 3, 4]);
      const { action } = await registry.data('query ($id: ID!) { action(id: $id) { liveVersion { number } } }', {
        variables: { id },
      });
      expect(action.liveVersion.number).toBe(4);
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
        { ...referenceFlow(), nodes: [{ key: 'start', kind: 'start', name: 'x'.repeat(1_000_000), config: {} }] },
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
      const changes: Record<string, object> = {
        updateAction: { name: 'New' },
        setActionAgents: { agentIds: [] },
        setActionEnabled: { enabled: true },
        saveDraft: { expectedRevision: 1, flow: referenceFlow() },
        discardDraft: { expectedRevision: 1 },
        publishVersion: { expectedRevision: 1 },
        makeVersionLive: { number: 1 },
        savePinnedSample: { nodeKey: 'create_ticket', status: 200 },
        removePinnedSample: { nodeKey: 'create_ticket' },
      };
      for (const [name, input] of Object.entries(changes)) {
        const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`;
        const change = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code path } } }`;
        const variables = { input: { ...input, actionId: id } };
        const problems = (await registry.data(change, { variables }))[name].userErrors as object[];
        expect([name, problems]).toEqual([name, [{ code: 'ARCHIVED', path: ['input', 'actionId'] }]]);
      }
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
});
