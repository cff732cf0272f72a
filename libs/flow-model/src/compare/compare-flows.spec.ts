import { aDecision, aFlow, anAssignment, aRequest } from '../testing/a-flow.ts';
import { compareFlows } from './compare-flows.ts';

const request = (config: object = {}) =>
  aRequest('ticket', {
    method: 'POST',
    headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
    body: { type: 'json', json: { tags: ['a'], note: 'x' } },
    mapping: [{ variable: 'ticketId', path: 'id' }],
    ...config,
  });
const decision = (...order: string[]) =>
  aDecision('route', Object.fromEntries(order.map((key) => [key, `x == "${key}"`])));
const nodes = [decision('yes', 'no'), request(), anAssignment('note', { note: 'done' })];
const lines = ['start -> route', 'route.yes -> ticket', 'ticket.success -> note'];
const flow = aFlow(nodes, lines);
const says = (newer: ReturnType<typeof aFlow>, older = flow) =>
  compareFlows(older, newer).changes.map(({ message }) => message);

describe('comparing two flows', () => {
  it('finds none between a flow and itself, in whatever order it is written and wherever its nodes stand', () => {
    const moved = [...nodes].reverse().map((node) => ({ ...node, position: { x: 7, y: 7 } }));
    const start = { key: 'start', kind: 'start', config: {} };
    expect(compareFlows(flow, aFlow([...moved, start], [...lines].reverse()))).toEqual({
      isSame: true,
      changes: [],
      moved: ['note', 'ticket', 'route'],
    });
  });

  it('names fields as authors do', () => {
    const newer = request({
      url: 'https://desk.example/v2',
      headers: [
        { name: 'X-Team', value: 'a' },
        { name: 'X-Call', value: 'c' },
      ],
      body: { type: 'json', json: { tags: ['a', 'b'], note: 'x' } },
      mapping: [],
      timeoutMs: 5_000,
    });
    expect(says(aFlow([nodes[0]!, newer, nodes[2]!], lines))).toEqual([
      'API Request "ticket": the URL changed from "https://desk.example/" to "https://desk.example/v2".',
      'API Request "ticket": the header X-Call changed from "{{interaction.CALL_ID}}" to "c".',
      'API Request "ticket": the header X-Team was added: {"name":"X-Team","value":"a"}.',
      'API Request "ticket": the body, at tags, changed from ["a"] to ["a","b"].',
      'API Request "ticket": the timeout in milliseconds changed from 10000 to 5000.',
      expect.stringContaining('API Request "ticket": the mapped variable ticketId was removed; it was {'),
    ]);
  });

  it('gives place and values for each', () => {
    const [change] = compareFlows(
      flow,
      aFlow([nodes[0]!, request({ url: 'https://x.example/' }), nodes[2]!], lines),
    ).changes;
    expect(change).toMatchObject({
      kind: 'changed',
      what: 'field',
      nodeKey: 'ticket',
      fieldPath: 'config.url',
      before: 'https://desk.example/',
      after: 'https://x.example/',
    });
  });

  it('tells nodes, connections and the order of branches', () => {
    const newer = aFlow(
      [decision('no', 'yes'), nodes[1]!, anAssignment('more', { more: '1' })],
      ['start -> route', 'route.no -> ticket', 'ticket.success -> more'],
    );
    expect(says(newer)).toEqual([
      'Set Variable "note" was removed.',
      'Decision "route": the order of each branch changed from ["yes","no"] to ["no","yes"].',
      'Set Variable "more" was added.',
      'The connection from Decision "route" (yes) to API Request "ticket" was removed.',
      'The connection from API Request "ticket" (success) to Set Variable "note" was removed.',
      'The connection from Decision "route" (no) to API Request "ticket" was added.',
      'The connection from API Request "ticket" (success) to Set Variable "more" was added.',
    ]);
  });

  it('knows a node under another key, so its connections stayed', () => {
    const renamed = aFlow(
      [nodes[0]!, nodes[1]!, anAssignment('done', { note: 'done' })],
      [...lines.slice(0, 2), 'ticket.success -> done'],
    );
    expect(says(renamed)).toEqual(['Set Variable "done" has the key done now; it was note.']);
  });

  it('says which tests were added, removed and changed', () => {
    const tests = (...list: object[]) => ({ ...flow, tests: list as NonNullable<typeof flow.tests> });
    const [a, b] = [
      { name: 'a', expect: {} },
      { name: 'b', expect: {} },
    ];
    expect(says(tests({ ...a, expect: { end: 'FAILED' } }, { name: 'c' }), tests(a, b))).toEqual([
      'The test "b" was removed.',
      'The test "a" was changed.',
      'The test "c" was added.',
    ]);
  });

  it('is the other way round the other way round', () => {
    const newer = aFlow([nodes[0]!, request({ headers: [] })], lines.slice(0, 2));
    const kinds = (one: typeof flow, other: typeof flow) =>
      compareFlows(one, other)
        .changes.map(({ kind }) => kind)
        .sort();
    expect(kinds(flow, newer)).toEqual(['removed', 'removed', 'removed']);
    expect(kinds(newer, flow)).toEqual(['added', 'added', 'added']);
  });
});
