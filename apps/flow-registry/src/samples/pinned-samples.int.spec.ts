import { Author, flowWith } from '../testing/postgres/author.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

const SAMPLES = 'samples: draft { pinnedSamples { nodeKey status headers body isStale pinnedBy } problems { code } }';

describe('pinned samples', () => {
  let registry: RunningRegistry;
  let ada: Author;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    ada = await Author.signIn(registry, 'ada');
  });
  afterAll(() => registry.stop());

  const pinned = (id: string, changes: object) =>
    ada.change(
      'savePinnedSample',
      { actionId: id, nodeKey: 'create_ticket', status: 200, ...changes },
      `pinnedSample { nodeKey isStale body } action { ${SAMPLES} }`,
    );

  it('stand beside the draft, and tell when the request or the answer changed', async () => {
    const id = await ada.newAction('Pinned');
    await ada.save(id, 1);
    const done = await pinned(id, { headers: { 'X-Id': '7' }, body: { id: 'T-1' } });
    expect(done.pinnedSample).toEqual({ nodeKey: 'create_ticket', isStale: false, body: { id: 'T-1' } });
    expect(done.action.samples.pinnedSamples).toEqual([
      {
        nodeKey: 'create_ticket',
        status: 200,
        headers: { 'x-id': '7' },
        body: { id: 'T-1' },
        isStale: false,
        pinnedBy: 'ada',
      },
    ]);
    const gone = await pinned(id, { body: { number: 'T-1' } });
    expect(gone.action.samples.problems).toContainEqual({ code: 'W_MAPPING_PATH_GONE' });
    await ada.save(
      id,
      2,
      flowWith((flow) => {
        flow.nodes[2]!.config['url'] = 'https://desk.example/v2/tickets';
      }),
    );
    const { action } = await registry.data(`query ($id: ID!) { action(id: $id) { draft { flow } ${SAMPLES} } }`, {
      variables: { id },
    });
    expect(action.samples.pinnedSamples).toMatchObject([{ isStale: true }]);
    expect(action.samples.problems).toContainEqual({ code: 'W_STALE_SAMPLE' });
    expect(JSON.stringify(action.draft.flow)).not.toContain('T-1');
    const removed = await ada.change(
      'removePinnedSample',
      { actionId: id, nodeKey: 'create_ticket' },
      `action { ${SAMPLES} }`,
    );
    expect(removed.action.samples.pinnedSamples).toEqual([]);
  });

  it.each<[string, object, string, string[]]>([
    ['for an unknown node', { nodeKey: 'nope' }, 'NOT_FOUND', ['input', 'nodeKey']],
    ['for a node without an answer', { nodeKey: 'note' }, 'NOT_FOUND', ['input', 'nodeKey']],
    ['with no HTTP status', { status: 42 }, 'INVALID', ['input', 'status']],
    ['with headers that are none', { headers: ['a'] }, 'INVALID', ['input', 'headers']],
    ['with a header that is no text', { headers: { a: 1 } }, 'INVALID', ['input', 'headers']],
    ['that is too large', { body: 'x'.repeat(65_536) }, 'INVALID', ['input', 'body']],
    ['with a NUL', { body: { a: 'x\u0000' } }, 'INVALID', ['input', 'body']],
    ['with half a character', { body: { 'a\ud800': 1 } }, 'INVALID', ['input', 'body']],
  ])('are refused %s', async (title, input, code, path) => {
    const id = await ada.newAction(`Refused ${title}`);
    await ada.save(id, 1);
    const { pinnedSample, userErrors } = await pinned(id, input);
    expect([pinnedSample, userErrors]).toMatchObject([null, [{ code, path }]]);
  });

  it('keep their bodies from viewers', async () => {
    const id = await ada.newAction('Viewed');
    await ada.save(id, 1);
    await pinned(id, { headers: { a: 'b' }, body: 'secret of a customer' });
    const viewer = await Author.signIn(registry, 'viewer', 'VIEWER');
    const { action } = await registry.data(`query ($id: ID!) { action(id: $id) { ${SAMPLES} } }`, {
      token: viewer.token,
      variables: { id },
    });
    expect(action.samples.pinnedSamples).toMatchObject([{ status: 200, headers: null, body: null }]);
  });
});
