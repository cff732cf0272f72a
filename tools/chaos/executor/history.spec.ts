import { historyOf } from './history.ts';
import { aFact, aReceived, aRunRecord } from './testing/evidence.ts';

describe('the history of an offender', () => {
  const at = (seconds: number): number => Date.UTC(2026, 10, 21, 12, 0, seconds);
  const run = aRunRecord({
    endedAtMs: at(20),
    facts: [
      aFact({ atMs: at(2), kind: 'attempt', number: 1, status: 'IN_DOUBT', causeCode: 'EXECUTOR_LOST' }),
      aFact({ atMs: at(9), seq: 2, kind: 'step', status: 'SUCCEEDED' }),
    ],
  });
  const received = [
    aReceived({ atMs: at(1) }),
    aReceived({ atMs: at(12), sentBy: 9 }),
    aReceived({ callId: 'c-2', atMs: at(3) }),
  ];
  const report = {
    evidence: {
      ...{ acknowledged: [], refused: [], received, orders: [], record: { events: [], runs: [run] } },
      ...{ lives: [], ruleOf: () => ({ inDoubt: 'repeat' as const, isDeclaredIdempotent: false }) },
    },
    faults: [
      { atMs: at(4), what: 'kill PostgreSQL' },
      { atMs: at(59), what: 'kill the vault' },
    ],
    lives: [
      { pid: 9, startedAtMs: at(0), stops: [{ fromMs: at(5), toMs: at(11) }] },
      { pid: 5, startedAtMs: at(0), stops: [{ fromMs: at(5), toMs: at(11) }] },
    ],
  };

  it('tells in order of time what the ledger, the target and the storm did, of that call and its senders alone', () => {
    const lines = historyOf(report, { rule: 'AFTER_ANSWER', callId: 'c-1', what: 'ticket: 3000 ms too late' });
    expect(lines[0]).toBe('AFTER_ANSWER: call c-1, ticket: 3000 ms too late');
    expect(lines.slice(2).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'target   POST ticket from process 7, key k: answer, no whole answer',
      'ledger   #1 by w: attempt ticket no. 1 IN_DOUBT EXECUTOR_LOST',
      'storm    kill PostgreSQL',
      'process  9 stands still',
      'ledger   #2 by w: step ticket SUCCEEDED',
      'process  9 goes on',
      'target   POST ticket from process 9, key k: answer, no whole answer',
      'ledger   the run is SUCCEEDED',
    ]);
  });
});
