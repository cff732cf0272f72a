import { judgeStorm, type StormEvidence } from './judge-storm.ts';
import { aFact, aReceived, aRunRecord } from './testing/evidence.ts';
import { findFaults, type Judged } from './verdict.ts';
import type { StormEvent } from './planned-calls.ts';

const event = (agentId = 'agent-sequence', type = 'call.ended.v1'): StormEvent => ({
  id: `${type}-1`,
  type,
  data: { callId: 'c-1', agentId },
});
const acknowledged = (of = event()) => ({ atMs: 0, door: 'HTTP' as const, event: of });
const kept = { callId: 'c-1', type: 'call.ended', disposition: 'MATCHED', reasonCode: null, duplicates: 0 };
const good: StormEvidence = {
  acknowledged: [acknowledged()],
  refused: [],
  record: { events: [kept], runs: [aRunRecord({})] },
  received: [],
  lives: [],
  orders: [],
  ruleOf: () => ({ inDoubt: 'repeat', isDeclaredIdempotent: false }),
};
const rulesIn = (over: Partial<StormEvidence>) => judgeStorm({ ...good, ...over }).findings.map(({ rule }) => rule);
const order = { command: 'cancel', commandId: 'o', runId: 'run-1', by: 'somebody' } as const;

describe('the judgement over a storm', () => {
  it('finds nothing where everything has its end', () => {
    expect(rulesIn({})).toEqual([]);
    const dropped = { ...kept, disposition: 'DROPPED', reasonCode: 'NO_ACTION' };
    expect(
      rulesIn({ acknowledged: [acknowledged(event('agent-deaf'))], record: { events: [dropped], runs: [] } }),
    ).toEqual([]);
  });

  it.each<[string, Partial<StormEvidence>, string]>([
    ['an acknowledged event that is not in the ledger', { record: { events: [], runs: [aRunRecord({})] } }, 'LOST'],
    [
      'an event that still waits',
      { record: { events: [{ ...kept, disposition: 'WAITING' }], runs: [aRunRecord({})] } },
      'LOST',
    ],
    ['a call without its run', { record: { events: [kept], runs: [] } }, 'NO_RUN'],
    ['a call with two runs', { record: { events: [kept], runs: [aRunRecord({}), aRunRecord({})] } }, 'NO_RUN'],
    ['a run that has not ended', { record: { events: [kept], runs: [aRunRecord({ endedAtMs: null })] } }, 'OPEN'],
    [
      'a run that a defect ended',
      { record: { events: [kept], runs: [aRunRecord({ status: 'FAILED', errorCode: 'DEFECT' })] } },
      'DEFECT',
    ],
    ['a good event that was refused', { refused: [{ event: event(), problem: {} }] }, 'REFUSED'],
    [
      'an order that was done and does not show',
      { orders: [{ runId: 'run-1', command: order, answer: { ok: true, state: 'done' } }] },
      'ORDER_LOST',
    ],
    ['a request of a call without a run', { received: [aReceived({ callId: 'c-2' })] }, 'GHOST'],
  ])('names %s', (_what, over, rule) => {
    expect(rulesIn(over)).toEqual([rule]);
  });

  it('counts what happened', () => {
    const facts = [aFact({ kind: 'taken', node: null, from: 'w-2' }), aFact({ kind: 'taken', node: null, from: null })];
    const runs = [aRunRecord({ facts: [...facts, aFact({ kind: 'attempt', status: 'IN_DOUBT' })] })];
    const { counts } = judgeStorm({ ...good, record: { events: [{ ...kept, duplicates: 2 }], runs } });
    expect(counts).toMatchObject({
      acknowledged: { http: 1, kafka: 0 },
      duplicates: 2,
      takenOver: 1,
      attemptsInDoubt: 1,
    });
    expect(counts.runs).toEqual({ all: 1, succeeded: 1, failed: 0, cancelled: 0, open: 0 });
  });
});

describe('the verdict over a storm', () => {
  const { counts } = judgeStorm(good);
  const proven: Judged = {
    counts: { ...counts, attemptsInDoubt: 1, takenOver: 1 },
    findings: [],
    fleet: { takenOver: 1, refusedWrites: 1, inDoubt: 1 },
    balance: { isZero: true, said: '' },
    lives: [],
  };
  const ended = (words: string) => ({
    pid: 7,
    startedAtMs: 0,
    stops: [],
    end: { atMs: 1, how: 'by itself' as const, words },
  });

  it('is good when something was at stake and nothing is wrong', () => {
    expect(findFaults(proven)).toEqual([]);
    const excused = { rule: 'AFTER_ANSWER', callId: 'c-1', what: '', isOfStoppedProcess: true } as const;
    expect(findFaults({ ...proven, findings: [excused] })).toEqual([]);
    expect(findFaults({ ...proven, lives: [ended('service could not start')] })).toEqual([]);
  });

  it.each<[string, Partial<Judged>, string]>([
    ['a finding', { findings: [{ rule: 'LOST', callId: 'c-1', what: 'gone' }] }, '1 × an acknowledged event'],
    ['a ledger that does not balance', { balance: { isZero: false, said: 'RUN_MISSING' } }, 'RUN_MISSING'],
    ['an executor that ended by itself', { lives: [ended('uncaught exception')] }, 'uncaught exception'],
    ['a storm without a doubt', { counts: { ...proven.counts, attemptsInDoubt: 0 } }, 'proves nothing'],
    ['a storm without a take-over', { counts: { ...proven.counts, takenOver: 0 } }, 'proves nothing'],
    ['a storm without a refused write', { fleet: { ...proven.fleet, refusedWrites: 0 } }, 'proves nothing'],
  ])('is bad after %s', (_what, over, says) => {
    expect(findFaults({ ...proven, ...over }).join()).toContain(says);
  });
});
