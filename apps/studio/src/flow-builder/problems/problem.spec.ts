import { anAssignment, aRequest, aStart, drawFlow } from '../testing/draw-flow.ts';
import { checkDraft } from './draft-check.ts';
import { countInWords, tabOf } from './problem.ts';

const flow = drawFlow(
  [
    aStart({ endNodeIds: ['gone'] }),
    aRequest('ticket', { url: '', headers: [{ name: 'X', value: '{{nope}}' }] }),
    anAssignment('note'),
  ],
  'start -> ticket',
  'ticket.success -> note',
);

describe('problems of a draft', () => {
  const check = checkDraft(flow, { endNodes: [{ agentId: 'a', ids: [] }] }, undefined);

  it('say where they are, in words and as a tab', () => {
    const shown = check.problems.map(({ finding, title, place, tab }) => [finding.code, title, place, tab]);
    expect(shown).toContainEqual(['E_UNKNOWN_VARIABLE', 'Unknown variable', 'ticket, Headers', 'headers']);
    expect(shown).toContainEqual(['E_REQUIRED', 'Something is missing', 'ticket, URL', undefined]);
    expect(shown).toContainEqual(['E_UNKNOWN_END_NODE', 'Unknown End Call node', 'Start, End Call nodes', undefined]);
  });

  it('begin with what keeps the draft from being published', () => {
    const severities = check.problems.map(({ finding }) => finding.severity);
    expect(severities).toEqual(severities.toSorted());
    expect(check.errorCount + check.warningCount).toBe(check.problems.length);
    expect(check.byNode.get('ticket')).toEqual({ errors: 2, warnings: 1 });
  });

  it.each([
    [{ errors: 1, warnings: 0 }, '1 error'],
    [{ errors: 2, warnings: 1 }, '2 errors and 1 warning'],
    [{ errors: 0, warnings: 0 }, ''],
  ])('are counted in words: %j', (count, words) => {
    expect(countInWords(count)).toBe(words);
  });

  it.each([
    ['config.idempotency.lookup.url', 'settings'],
    ['config.body.json.a.b', 'body'],
    ['config.url', undefined],
    [undefined, undefined],
  ])('of %s stand on the tab %s', (path, tab) => {
    expect(tabOf(path)).toBe(tab);
  });
});

describe('what differs from the live version', () => {
  it('is nothing for what was only moved', () => {
    const moved = { ...flow, nodes: flow.nodes.map((node) => ({ ...node, position: { x: 1_600, y: 16 } })) };
    expect(checkDraft(moved, {}, flow)).toMatchObject({ changeCount: 0, changes: new Map() });
  });

  it('is told by node: added, changed; removed ones count', () => {
    const live = drawFlow([aRequest('ticket'), aRequest('old')], 'start -> ticket', 'ticket.success -> old');
    const { changes, changeCount } = checkDraft(flow, {}, live);
    expect(changes.get('ticket')).toBe('changed');
    expect(changes.get('note')).toBe('added');
    expect(changes.has('old')).toBe(false);
    expect(changeCount).toBeGreaterThan(4);
  });
});
