import { referenceFlow } from '../testing/reference-flow.ts';
import { Author, flowWith } from '../testing/postgres/author.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

describe('writing actions', () => {
  let registry: RunningRegistry;
  let ada: Author;
  let bo: Author;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    [ada, bo] = [await Author.signIn(registry, 'ada'), await Author.signIn(registry, 'bo')];
  });
  afterAll(() => registry.stop());

  it('remembers who worked on a draft since the last publish, and what it was made from', async () => {
    const id = await ada.newAction('Authors');
    await ada.save(id, 1);
    await bo.save(id, 2);
    const saved = await ada.save(id, 3, referenceFlow());
    expect(saved.action.draft).toMatchObject({
      revision: 4,
      basedOn: null,
      changedSinceLive: true,
      authors: [
        { name: 'ada', saves: 2 },
        { name: 'bo', saves: 1 },
      ],
    });
    const published = await ada.publish(id, 4);
    expect(published.action).toMatchObject({
      status: 'LIVE',
      draft: { revision: 4, basedOn: 1, authors: [], changedSinceLive: false },
    });
  });

  it('takes a node that was only moved for no change, and a field for one', async () => {
    const id = await ada.newAction('Moved');
    await ada.save(id, 1);
    await ada.publish(id, 2);
    const moved = flowWith((flow) => {
      for (const node of flow.nodes) node.position = { x: 400, y: 160 };
    });
    expect((await ada.save(id, 2, moved)).action.draft).toMatchObject({ changedSinceLive: false });
    const renamed = flowWith((flow) => {
      flow.nodes[2]!.name = 'Open ticket';
    });
    expect((await ada.save(id, 3, renamed)).action.draft).toMatchObject({ changedSinceLive: true });
  });

  it('loses nothing when two people save one draft', async () => {
    const id = await ada.newAction('Two people');
    await ada.save(id, 1);
    const [mine, theirs] = ['mine', 'theirs'].map((name) =>
      flowWith((flow) => {
        flow.nodes[name === 'mine' ? 1 : 2]!.name = name;
      }),
    );
    expect((await bo.save(id, 2, theirs)).userErrors).toEqual([]);
    const refused = await ada.save(id, 2, mine);
    expect(refused.userErrors).toMatchObject([
      { code: 'STALE_REVISION', path: ['input', 'expectedRevision'], message: expect.stringMatching(/bo at \d{4}-/) },
    ]);
    const { revision, flow } = refused.action.draft;
    expect([revision, flow.nodes[2].name]).toEqual([3, 'theirs']);
    const merged = { ...flow, nodes: flow.nodes.with(1, mine!.nodes[1]) };
    const again = await ada.save(id, revision as number, merged);
    expect(again.userErrors).toEqual([]);
    expect(again.action.draft.flow.nodes.map((node: { name?: string }) => node.name)).toEqual([
      undefined,
      'mine',
      'theirs',
      undefined,
    ]);
  });

  it('gives a draft up for the live version, or begins from another one', async () => {
    const id = await ada.newAction('Back');
    expect((await ada.change('discardDraft', { actionId: id, expectedRevision: 1 })).userErrors).toMatchObject([
      { code: 'NOT_PUBLISHED' },
    ]);
    await ada.save(id, 1);
    await ada.publish(id, 2);
    const second = flowWith((flow) => {
      flow.nodes[2]!.config['timeoutMs'] = 1234;
    });
    await ada.save(id, 2, second);
    await ada.publish(id, 3);
    await ada.save(id, 3, referenceFlow());
    const discarded = await ada.change('discardDraft', { actionId: id, expectedRevision: 4 });
    expect(discarded.action.draft).toMatchObject({ revision: 5, basedOn: 2, authors: [], changedSinceLive: false });
    const earlier = await ada.change('discardDraft', { actionId: id, expectedRevision: 5, number: 1 });
    expect(earlier.action.draft).toMatchObject({
      revision: 6,
      basedOn: 1,
      authors: [{ name: 'ada', saves: 1 }],
      changedSinceLive: true,
    });
    expect((await ada.change('discardDraft', { actionId: id, expectedRevision: 5 })).userErrors).toMatchObject([
      { code: 'STALE_REVISION' },
    ]);
    expect(
      (await ada.change('discardDraft', { actionId: id, expectedRevision: 6, number: 9 })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'number'] }]);
  });

  it('says what an action hears: by its live version, before the first by its draft', async () => {
    const id = await ada.newAction('Hears');
    const hearing = (outcomes: string[]) =>
      flowWith((flow) => {
        flow.nodes[0]!.config['outcomes'] = outcomes;
      });
    const saved = await ada.save(id, 1, hearing(['completed', 'transferred']));
    expect(saved.action.hears.words).toBe('Hears call.ended with outcome completed or transferred.');
    await ada.publish(id, 2);
    const later = await ada.save(id, 2, hearing(['failed']));
    expect(later.action.hears.words).toBe('Hears call.ended with outcome completed or transferred.');
    expect(later.action.draft.hears.words).toBe('Hears call.ended with outcome failed.');
  });

  it('compares any two states in words', async () => {
    const id = await ada.newAction('Compared');
    await ada.save(id, 1);
    await ada.publish(id, 2);
    await ada.save(
      id,
      2,
      flowWith((flow) => {
        flow.nodes[2]!.config['method'] = 'PUT';
        flow.nodes[3]!.position = { x: 1, y: 1 };
      }),
    );
    const query =
      'query ($id: ID!, $from: VersionRef!, $to: VersionRef!) { compareVersions(actionId: $id, from: $from, to: $to) { isSame moved nodesAdded nodesRemoved nodesChanged changes { kind what nodeKey fieldPath before after message } } }';
    const compare = async (from: unknown, to: unknown) =>
      (await registry.data(query, { variables: { id, from, to } })).compareVersions;
    expect(await compare('LIVE', 'DRAFT')).toEqual({
      isSame: false,
      moved: ['note'],
      nodesAdded: 0,
      nodesRemoved: 0,
      nodesChanged: 1,
      changes: [
        {
          kind: 'CHANGED',
          what: 'FIELD',
          nodeKey: 'create_ticket',
          fieldPath: 'config.method',
          before: 'POST',
          after: 'PUT',
          message: 'API Request "Create ticket": the method changed from "POST" to "PUT".',
        },
      ],
    });
    expect(await compare(1, '1')).toMatchObject({ isSame: true, changes: [] });
    expect([await compare(1, 2), await compare('DRAFT', 999_999_999)]).toEqual([null, null]);
    const literal = `{ compareVersions(actionId: "${id}", from: 1, to: DRAFT) { isSame } }`;
    expect((await registry.data(literal)).compareVersions).toEqual({ isSame: false });
    for (const from of ['draft', 0, -1, 1.5, '', null, {}]) {
      const answer = await registry.ask(query, { variables: { id, from, to: 1 } });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  it('makes a copy under a free name, with the draft and its samples', async () => {
    const id = await ada.newAction('Original');
    await ada.save(id, 1);
    const sample = { actionId: id, nodeKey: 'create_ticket', status: 201, body: { id: 'T-1' } };
    await ada.change('savePinnedSample', sample);
    const names = [];
    for (let copy = 0; copy < 3; copy += 1) {
      const { action } = await ada.change(
        'duplicateAction',
        { actionId: id },
        'action { name status draft { revision flow pinnedSamples { nodeKey body } } }',
      );
      names.push(action.name);
      expect(action).toMatchObject({ status: 'NOT_PUBLISHED', draft: { revision: 1, flow: referenceFlow() } });
      expect(action.draft.pinnedSamples).toMatchObject([{ nodeKey: 'create_ticket', body: { id: 'T-1' } }]);
    }
    expect(names).toEqual(['Original (copy)', 'Original (copy 2)', 'Original (copy 3)']);
    expect((await ada.change('duplicateAction', { actionId: id, name: 'original' })).userErrors).toMatchObject([
      { code: 'NAME_TAKEN' },
    ]);
  });

  it('exports an action, and imports it again or a flow alone', async () => {
    const id = await ada.newAction('Travels');
    await ada.save(id, 1);
    const { exportAction } = await registry.data(
      'query ($id: ID!) { exportAction(actionId: $id) none: exportAction(actionId: $id, version: LIVE) }',
      { variables: { id } },
    );
    expect(exportAction).toEqual({
      kind: 'post-call-action',
      format: 1,
      name: 'Travels',
      description: '',
      flow: referenceFlow(),
    });
    const taken = await ada.change('importAction', { document: exportAction });
    expect(taken.userErrors).toMatchObject([{ code: 'NAME_TAKEN' }]);
    const { action } = await ada.change('importAction', { document: exportAction, name: 'Travelled' });
    expect(action).toMatchObject({ name: 'Travelled', draft: { flow: referenceFlow() } });
    const alone = await ada.change('importAction', { document: referenceFlow(), name: 'Alone' });
    expect(alone.action).toMatchObject({ name: 'Alone', draft: { flow: referenceFlow() } });
  });

  it.each<[string, object, string[]]>([
    ['no object', { document: 'text' }, ['input', 'document']],
    ['a flow without a name', { document: referenceFlow() }, ['input', 'name']],
    ['another kind', { document: { kind: 'webhook' } }, ['input', 'document', 'kind']],
    ['another format', { document: { kind: 'post-call-action', format: 2 } }, ['input', 'document', 'format']],
    ['no name', { document: { kind: 'post-call-action', format: 1 } }, ['input', 'document', 'name']],
    [
      'an unknown field',
      { document: { kind: 'post-call-action', format: 1, name: 'X', flow: {}, colour: 'red' } },
      ['input', 'document', 'colour'],
    ],
    [
      'a bad name in it',
      { document: { kind: 'post-call-action', format: 1, name: 'a\u0000', flow: referenceFlow() } },
      ['input', 'document', 'name'],
    ],
    [
      'no flow document in it',
      { document: { kind: 'post-call-action', format: 1, name: 'X', flow: 7 } },
      ['input', 'document', 'flow'],
    ],
    ['no flow in it', { document: { kind: 'post-call-action', format: 1, name: 'X' } }, ['input', 'document', 'flow']],
  ])('refuses to import %s', async (_, input, path) => {
    const { action, userErrors } = await ada.change('importAction', input);
    expect(action).toBeNull();
    expect(userErrors[0]).toMatchObject({ code: 'INVALID', path });
  });

  it('archives under the typed name only', async () => {
    const id = await ada.newAction('Typed');
    expect((await ada.change('archiveAction', { actionId: id, name: 'typed' })).userErrors).toMatchObject([
      { code: 'INVALID', path: ['input', 'name'] },
    ]);
    expect((await ada.change('archiveAction', { actionId: id, name: 'Typed' })).action.status).toBe('ARCHIVED');
  });
});
