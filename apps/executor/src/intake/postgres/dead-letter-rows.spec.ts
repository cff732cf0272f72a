import type { Query } from '../../plumbing/postgres/connection.ts';
import type { DeadLetter } from '../dead-letter.ts';
import { aRecord } from '../testing/a-record.ts';
import { insertDeadLetters } from './dead-letter-rows.ts';

const letter = (offset: bigint, text: string): DeadLetter => ({
  reason: { code: 'INVALID', message: 'no' },
  workspace: null,
  eventId: null,
  callId: null,
  place: { topic: 'calls', partition: 0 },
  record: aRecord({ offset, value: Buffer.from(text) }),
});

/** A database that holds bodies as they come, and refuses those that say so. */
function database() {
  const kept: string[] = [];
  const query: Query = (sql, values) => {
    if (!sql.includes('insert into')) return Promise.resolve([]);
    const [offsets, bodies, messages] = [values[6], values[9], values[3]] as [string[], (Buffer | null)[], string[]];
    if (bodies.some((body) => body?.toString() === 'refused')) {
      return Promise.reject(Object.assign(new Error('too long'), { code: '54000' }));
    }
    kept.push(...offsets.map((offset, index) => `${offset} ${bodies[index]?.toString() ?? messages[index] ?? ''}`));
    return Promise.resolve([]);
  };
  return { kept, query };
}
let ids = 0;
const newId = () => `id-${(ids += 1)}`;

describe('dead letters that PostgreSQL refuses', () => {
  it('are kept without their bodies, and all others whole', async () => {
    const { kept, query } = database();
    const letters = ['a', 'b', 'refused', 'd', 'e'].map((text, index) => letter(BigInt(index), text));
    await insertDeadLetters(query, letters, newId, 'by halves');
    expect(kept.sort()).toEqual(['0 a', '1 b', '2 no (its key, headers and body could not be stored)', '3 d', '4 e']);
  });

  it('are not even offered a body that is too long for a statement', async () => {
    const { kept, query } = database();
    const long = letter(1n, '');
    const record = { ...long.record, value: Buffer.alloc(33 * 1024 * 1024, 'x') };
    await insertDeadLetters(query, [letter(0n, 'a'), { ...long, record }], newId, 'together');
    expect(kept).toEqual(['0 a', '1 no (its key, headers and body could not be stored)']);
  });

  it('are thrown by the quick way, so that the whole chunk is tried by halves', async () => {
    const { kept, query } = database();
    await expect(insertDeadLetters(query, [letter(0n, 'refused')], newId, 'together')).rejects.toThrow('too long');
    expect(kept).toEqual([]);
  });
});
