import type { ChaosReport } from './kafka-chaos.ts';
import { findRestoreFaults } from './restored-backup.ts';
import { findFaults } from './verdict.ts';

const life = {
  ...{ topic: 'calls', generation: 1, isOver: false, sent: 10, records: 11, events: 9, duplicates: 1, deadLetters: 1 },
  ...{ missing: 0, tooMany: 0 },
};
const good: ChaosReport = {
  lives: [life],
  disturbances: [{ what: 'kill', waiting: 3 }],
  runs: { matched: 9, runs: 9, open: 0, failed: 0 },
  target: { calls: 2, withSeveralKeys: 0 },
  balance: { isZero: true, said: '' },
  seconds: 1,
};

describe('the verdict over a chaos run', () => {
  it('finds no fault where nothing was lost and nothing doubled', () => {
    expect(findFaults(good)).toEqual([]);
  });

  it.each<[string, Partial<ChaosReport>, string]>([
    ['an event without a disposition', { lives: [{ ...life, missing: 1 }] }, 'have no disposition'],
    ['a disposition too many', { lives: [{ ...life, tooMany: 1 }] }, 'too many'],
    ['a matched event without its run', { runs: { ...good.runs, runs: 8 } }, '9 matched events opened 8 runs'],
    ['a run that never ended', { runs: { ...good.runs, open: 1 } }, '1 runs are still open'],
    ['a run that failed', { runs: { ...good.runs, failed: 1 } }, '1 runs failed'],
    ['a call told by two keys', { target: { calls: 2, withSeveralKeys: 1 } }, 'by several keys'],
    ['a ledger that does not balance', { balance: { isZero: false, said: 'RUN_MISSING' } }, 'RUN_MISSING'],
    ['a run in which nothing was under way', { disturbances: [{ what: 'kill', waiting: 0 }] }, 'proves nothing'],
  ])('names %s', (_what, over, says) => {
    expect(findFaults({ ...good, ...over }).join()).toContain(says);
  });

  it('names what a restored copy lost', () => {
    const recorded = { atCopy: 5, atLoss: 10, atRestore: 5, atEnd: 10 };
    const target = { calls: 10, requests: 15, withSeveralKeys: 0 };
    const balance = { isZero: true, said: '' };
    const report = { sent: 10, recorded, openRuns: 0, target, balance };
    expect(findRestoreFaults(report)).toEqual([]);
    expect(findRestoreFaults({ ...report, recorded: { ...recorded, atEnd: 9 } })).toEqual([
      '1 events that Kafka holds are missing',
    ]);
    expect(findRestoreFaults({ ...report, recorded: { ...recorded, atRestore: 10 } }).join()).toContain(
      'proves nothing',
    );
    expect(findRestoreFaults({ ...report, target: { ...target, withSeveralKeys: 2 } }).join()).toContain(
      'several keys',
    );
    const offender = { isZero: false, said: 'RUN_MISSING' };
    expect(findRestoreFaults({ ...report, balance: offender }).join()).toContain('RUN_MISSING');
  });
});
