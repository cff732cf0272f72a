import { randomBytes } from 'node:crypto';
import { dayOfRun, makeRunId } from './run-id.ts';

describe('a run id', () => {
  it('is a UUIDv7 that carries its UTC day', () => {
    const id = makeRunId(new Date('2026-11-20T23:59:59.999Z'), randomBytes);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(dayOfRun(id)).toBe('2026-11-20');
    expect(dayOfRun(makeRunId(new Date('2026-11-21T00:00:00.000Z'), randomBytes))).toBe('2026-11-21');
  });

  it('sorts by the time it was made', () => {
    const at = (ms: number) => makeRunId(new Date(1_790_000_000_000 + ms), randomBytes);
    const ids = [at(0), at(1), at(60_000), at(86_400_000)];
    expect([...ids].sort()).toEqual(ids);
  });

  it.each(['', 'c-1001', '01a1fc82-edf1-41a1-8c2b-515095e9e00c', 'ffffffff-ffff-7fff-bfff-ffffffffffff'])(
    'knows that %j is none',
    (text) => {
      expect(dayOfRun(text)).toBeUndefined();
    },
  );
});
