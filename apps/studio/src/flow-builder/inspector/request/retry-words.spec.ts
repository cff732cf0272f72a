import { DEFAULT_RETRY_SCHEDULE } from '@aftercall/flow-model';
import { isDuration, isStatusPattern, scheduleInWords } from './retry-words.ts';

describe('retry in words', () => {
  it.each([
    [DEFAULT_RETRY_SCHEDULE, '5 retries over about 2 h 41 min. Retry-After is obeyed.'],
    [[], 'One attempt, no retry.'],
    [['30s'], '1 retry over about 30 s. Retry-After is obeyed.'],
    [['500ms', '1h'], '2 retries over about 1 h. Retry-After is obeyed.'],
  ])('%j', (schedule, words) => {
    expect(scheduleInWords(schedule)).toBe(words);
  });

  it('takes durations and statuses as the format does', () => {
    expect(['500ms', '30s', '2m', '2h'].every(isDuration)).toBe(true);
    expect(['5', 's', '1.5s', '-1s', '2 m'].some(isDuration)).toBe(false);
    expect(['2xx', '201', '200-204'].every(isStatusPattern)).toBe(true);
    expect(['6xx', '20', '2x', '99', '200-', 'ok'].some(isStatusPattern)).toBe(false);
  });
});
