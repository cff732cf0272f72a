import { until } from './until.ts';

describe('until', () => {
  it('gives what the check gave, though it threw before', async () => {
    let asked = 0;
    const check = (): string | undefined => {
      asked += 1;
      if (asked === 1) throw new Error('not yet');
      return asked === 3 ? 'there' : undefined;
    };
    expect(await until(check, { what: 'the third time' })).toBe('there');
  });

  it('says what it waited for and what it saw last', async () => {
    await expect(until(() => 0, { deadlineMs: 20, what: 'a number' })).rejects.toThrow(
      'waited 20 ms for a number; the last check gave 0',
    );
    const failing = (): never => {
      throw new Error('no route');
    };
    await expect(until(failing, { deadlineMs: 20, what: 'the door' })).rejects.toThrow(
      'waited 20 ms for the door; the last check failed: Error: no route',
    );
  });
});
