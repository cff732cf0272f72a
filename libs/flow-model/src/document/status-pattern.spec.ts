import { compileStatusPatterns, STATUS_PATTERN } from './status-pattern.ts';

describe('statuses that count as success', () => {
  it.each([
    ['2xx', [200, 250, 299], [199, 300]],
    ['201', [201], [200, 202]],
    ['200-204', [200, 202, 204], [199, 205]],
  ])('reads %s', (pattern, inside, outside) => {
    expect(STATUS_PATTERN.test(pattern)).toBe(true);
    const isSuccess = compileStatusPatterns([pattern]);
    expect(inside.every(isSuccess)).toBe(true);
    expect(outside.some(isSuccess)).toBe(false);
  });

  it('takes any of several', () => {
    const isSuccess = compileStatusPatterns(['2xx', '404']);
    expect([204, 404, 403].map(isSuccess)).toEqual([true, true, false]);
  });

  it.each(['', 'xx', '6xx', '20x', '99', '2xx-3xx', '200 - 204', '200,201'])('refuses %j', (pattern) => {
    expect(STATUS_PATTERN.test(pattern)).toBe(false);
  });
});
