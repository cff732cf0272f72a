import type { Fact } from './journal-entry.ts';
import { earliestWait, lostAttempts, todoOf } from './recovery.ts';
import { fold, freshRun, historyOf } from './run.ts';
import { anAttempt, anIntent, aStep, aWait } from './testing/a-run.ts';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const at = (facts: readonly Fact[], node = 'ticket') => {
  const state = fold(freshRun, facts).nodes.get(node);
  if (state === undefined) throw new Error(`nothing was said about ${node}`);
  return state;
};

describe('what a node needs by its last fact', () => {
  const review: Fact = { kind: 'review', node: 'ticket', cause: { code: 'IN_DOUBT', message: 'a person must say' } };
  it.each<[string, Fact[], ReturnType<typeof todoOf>]>([
    ['intent', [anIntent('ticket')], { do: 'run' }],
    ['attempt without a decision', [anIntent('ticket'), anAttempt('ticket', { status: 'IN_DOUBT' })], { do: 'run' }],
    ['wait that is over', [anAttempt('ticket'), aWait('ticket', '2026-11-20T12:00:00.000Z')], { do: 'run' }],
    [
      'wait that is not',
      [anAttempt('ticket'), aWait('ticket', '2026-11-20T12:00:00.001Z')],
      { do: 'wait', untilMs: noon + 1, lane: 'crm' },
    ],
    ['new intent after a wait', [aWait('ticket', '2026-11-20T13:00:00.000Z'), anIntent('ticket', 2)], { do: 'run' }],
    ['review', [anAttempt('ticket'), review], { do: 'ask-a-person' }],
    ['end', [anIntent('ticket'), anAttempt('ticket'), aStep('ticket')], { do: 'nothing' }],
    ['end as skipped', [aStep('ticket', { status: 'SKIPPED' })], { do: 'nothing' }],
  ])('%s', (_, facts, todo) => {
    expect(todoOf(at(facts), noon)).toEqual(todo);
  });
});

describe('what a new owner finds in doubt', () => {
  const seenAt = new Date('2026-11-20T09:00:41.000Z');

  it('is each request that was begun and not ended', () => {
    const run = fold(freshRun, [
      anIntent('ended', 1),
      anAttempt('ended', { number: 1, status: 'FAILED' }),
      anIntent('open', 1),
      { kind: 'taken', from: null },
      { ...anIntent('asked', 3), isLookup: true },
    ]);
    expect(lostAttempts(run, seenAt)).toEqual([
      expect.objectContaining({ node: 'open', number: 1, status: 'IN_DOUBT', isCounted: false, durationMs: 40_000 }),
      expect.objectContaining({ node: 'asked', number: 3, status: 'IN_DOUBT', isLookup: true }),
    ]);
  });

  it('stands in the node’s history until something settles it, and costs nothing of the schedule', () => {
    const run = fold(freshRun, [anIntent('ticket', 1)]);
    const taken = fold(run, lostAttempts(run, seenAt));
    expect(lostAttempts(taken, seenAt)).toEqual([]);
    expect(historyOf(taken, 'ticket')).toMatchObject({ lastNumber: 1, countedCount: 0, isInDoubt: true });
    const settled = fold(taken, [anIntent('ticket', 2), anAttempt('ticket', { number: 2 })]);
    expect(historyOf(settled, 'ticket')).toMatchObject({ lastNumber: 2, countedCount: 1, isInDoubt: false });
  });
});

describe('a run', () => {
  it('waits for the earliest of its waiting nodes', () => {
    const run = fold(freshRun, [
      aWait('late', '2026-11-20T12:05:00.000Z'),
      aWait('soon', '2026-11-20T12:01:00.000Z'),
      aWait('over', '2026-11-20T12:00:30.000Z'),
      aStep('over'),
    ]);
    expect(earliestWait(run)).toMatchObject({ untilMs: noon + 60_000 });
    expect(earliestWait(freshRun)).toBeUndefined();
  });

  it('is the same however its facts were divided into entries', () => {
    const facts = [anIntent('a'), anAttempt('a'), aStep('a', { writes: { x: 1 } }), anIntent('b'), aStep('c')];
    const atOnce = fold(freshRun, facts);
    expect(facts.reduce((run, fact) => fold(run, [fact]), freshRun)).toEqual(atOnce);
    expect(freshRun.nodes.size).toBe(0);
  });

  it('keeps the last complete answer, past attempts that had none', () => {
    const answer = anAttempt('a').response;
    const facts = [anAttempt('a'), anAttempt('a', { number: 2, status: 'IN_DOUBT', response: null })];
    expect(at(facts, 'a').response).toEqual(answer);
  });
});
