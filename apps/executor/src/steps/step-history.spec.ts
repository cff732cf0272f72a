import { foldAttempts, noHistory, type PastAttempt } from './step-history.ts';

function past(status: PastAttempt['status'], overrides: Partial<PastAttempt> = {}): PastAttempt {
  return { number: 1, status, isCounted: true, cause: null, ...overrides };
}

describe('foldAttempts', () => {
  it('knows nothing of a node that has not begun', () => {
    expect(foldAttempts([])).toEqual(noHistory);
  });

  it('keeps a doubt through attempts that were not sent, until an answer or a look-up settles it', () => {
    const doubt = past('IN_DOUBT');
    const refused = past('NOT_SENT', { number: 2 });
    expect(foldAttempts([doubt, refused])).toMatchObject({ isInDoubt: true, countedCount: 2, lastNumber: 2 });
    expect(foldAttempts([doubt, refused, past('FAILED', { number: 3 })])).toMatchObject({ isInDoubt: false });
    const lookedUp = past('SUCCEEDED', { number: 3, isLookup: true });
    expect(foldAttempts([doubt, refused, lookedUp])).toMatchObject({
      isInDoubt: false,
      countedCount: 2,
      lastNumber: 3,
    });
  });

  it('counts failed look-ups of the present doubt only', () => {
    const failedLookup = past('NOT_SENT', { number: 2, isLookup: true });
    const uncounted = past('NOT_SENT', { number: 3, isLookup: true, isCounted: false });
    expect(foldAttempts([past('IN_DOUBT'), failedLookup, uncounted])).toMatchObject({
      failedLookupCount: 1,
      countedCount: 1,
    });
    expect(foldAttempts([past('IN_DOUBT'), failedLookup, past('IN_DOUBT', { number: 4 })])).toMatchObject({
      failedLookupCount: 0,
    });
  });
});
