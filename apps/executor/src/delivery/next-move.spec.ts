import type { AttemptOutcome } from './delivery.ts';
import { MAX_RETRY_AFTER_MS, nextMove, type RetryPolicy } from './next-move.ts';
import { answered, impossible, inDoubt, notSent } from './testing/scripted-delivery.ts';

const policy: RetryPolicy = { scheduleMs: [30_000, 120_000], inDoubt: 'repeat' };
const noJitter = (): number => 0;
const mostJitter = (): number => 1;

function after(outcome: AttemptOutcome, countedCount = 1, overrides: Partial<RetryPolicy> = {}) {
  return nextMove(outcome, countedCount, { ...policy, ...overrides }, noJitter);
}

describe('nextMove', () => {
  it('is done after a success', () => {
    expect(after(answered(201))).toEqual({ move: 'done' });
  });

  it.each([500, 502, 503, 504, 408, 425, 429])('tries again after %i, by the schedule', (status) => {
    expect(after(answered(status), 1)).toMatchObject({ move: 'wait', waitMs: 30_000 });
    expect(after(answered(status), 2)).toMatchObject({ move: 'wait', waitMs: 120_000 });
    expect(after(answered(status), 3)).toMatchObject({ move: 'give-up', cause: { code: 'STATUS_NOT_SUCCESS' } });
  });

  it.each([301, 307, 400, 401, 404, 409, 422])('gives up after %i', (status) => {
    expect(after(answered(status))).toEqual({
      move: 'give-up',
      cause: { code: 'STATUS_NOT_SUCCESS', message: `the target answered ${status}` },
    });
  });

  it('makes one attempt with an empty schedule', () => {
    expect(after(answered(503), 1, { scheduleMs: [] })).toMatchObject({ move: 'give-up' });
    expect(after(inDoubt(), 1, { scheduleMs: [] })).toMatchObject({ move: 'give-up', cause: { code: 'TIMEOUT' } });
  });

  it('says how often it tried when it gives up', () => {
    expect(after(answered(503), 3)).toMatchObject({
      cause: { message: 'the target answered 503; gave up after 3 attempts' },
    });
  });

  it('waits as long as the target asks when that is longer than the schedule, jitter on top', () => {
    expect(after(answered(429, {}, 90_000))).toMatchObject({ waitMs: 90_000 });
    expect(after(answered(429, {}, 1_000))).toMatchObject({ waitMs: 30_000 });
    expect(nextMove(answered(429, {}, 90_000), 1, policy, mostJitter)).toMatchObject({ waitMs: 99_000 });
  });

  it('follows a rest of a day, and gives up on a longer one', () => {
    expect(after(answered(503, {}, MAX_RETRY_AFTER_MS))).toMatchObject({ move: 'wait', waitMs: MAX_RETRY_AFTER_MS });
    expect(after(answered(503, {}, MAX_RETRY_AFTER_MS + 1000))).toMatchObject({
      move: 'give-up',
      cause: { code: 'RETRY_AFTER_TOO_LONG' },
    });
  });

  it('never comes early and never more than a tenth late', () => {
    for (const random of [0, 0.25, 0.5, 0.999, 1]) {
      const move = nextMove(answered(503), 1, policy, () => random);
      if (move.move !== 'wait') throw new Error(move.move);
      expect(move.waitMs).toBeGreaterThanOrEqual(30_000);
      expect(move.waitMs).toBeLessThanOrEqual(33_000);
    }
  });

  it('tries a request again that was not sent: by schedule when it counted, in its own time when not', () => {
    expect(after(notSent('CONNECT_FAILED', true))).toMatchObject({ move: 'wait', waitMs: 30_000 });
    expect(after(notSent('CONNECT_FAILED', true), 3)).toMatchObject({ move: 'give-up' });
    expect(after(notSent('VAULT_UNAVAILABLE', false, 4_000), 0)).toMatchObject({ move: 'wait', waitMs: 4_000 });
    expect(after(notSent('LANE_FULL', false), 99)).toMatchObject({ move: 'wait' });
  });

  it('leaves what is in doubt to the policy', () => {
    expect(after(inDoubt())).toMatchObject({ move: 'wait', waitMs: 30_000, cause: { code: 'TIMEOUT' } });
    expect(after(inDoubt(), 1, { inDoubt: 'lookup' })).toMatchObject({ move: 'wait', waitMs: 30_000 });
    expect(after(inDoubt(), 3, { inDoubt: 'lookup' })).toEqual({ move: 'look-up' });
    expect(after(inDoubt(), 1, { inDoubt: 'review' })).toMatchObject({ move: 'review', cause: { code: 'TIMEOUT' } });
  });

  it('stops where we ended the request, and gives up on what cannot be sent', () => {
    expect(after(inDoubt('INTERRUPTED'), 1, { inDoubt: 'review' })).toMatchObject({ move: 'stop' });
    expect(after(notSent('NOT_OURS', false))).toMatchObject({ move: 'stop' });
    expect(after(impossible('EGRESS_BLOCKED'))).toMatchObject({ move: 'give-up', cause: { code: 'EGRESS_BLOCKED' } });
  });
});
