import { until } from '@aftercall/dev-harness';
import { BatchWriter } from './batch-writer.ts';

interface Row {
  name: string;
  bytes: number;
}

const row = (name: string, bytes = 10): Row => ({ name, bytes });
const refusal = new Error('bad data');
const absence = new Error('not there');

/** A table whose answers come when the test says so, all of them or one. */
function slowTable() {
  const batches: string[][] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const writer = new BatchWriter<Row, string>({
    write: async (rows) => {
      batches.push(rows.map(({ name }) => name));
      await new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
      return rows.map(({ name }) => `kept ${name}`);
    },
    bytesOf: ({ bytes }) => bytes,
    isRefusal: (error) => error === refusal,
    afterRefusal: ({ name }) => (name.startsWith('bad') ? Promise.reject(refusal) : Promise.resolve(`mended ${name}`)),
  });
  return { writer, batches, answers };
}

const turns = async (count = 3) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('BatchWriter', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('writes what comes in one turn together, at once when idle, and answers each its own', async () => {
    const { writer, batches, answers } = slowTable();
    const written = Promise.all([writer.write(row('a')), writer.write(row('b'))]);
    await turns();
    expect(batches).toEqual([['a', 'b']]);
    answers[0]?.resolve();
    expect(await written).toEqual(['kept a', 'kept b']);
  });

  it('gathers while the first is under way, but does not wait long for its end', async () => {
    const { writer, batches, answers } = slowTable();
    void writer.write(row('a'));
    await turns();
    const second = [writer.write(row('b')), writer.write(row('c'))];
    await until(() => batches.length > 1, { what: 'a second batch' });
    expect(batches).toEqual([['a'], ['b', 'c']]);
    answers[1]?.resolve();
    expect(await Promise.all(second)).toEqual(['kept b', 'kept c']);
  });

  it('gathers a moment when it wrote a moment ago, and is idle again soon', async () => {
    jest.useFakeTimers();
    const { writer, batches, answers } = slowTable();
    void writer.write(row('a'));
    await jest.advanceTimersByTimeAsync(0);
    answers[0]?.resolve();
    void writer.write(row('b'));
    await jest.advanceTimersByTimeAsync(2);
    void writer.write(row('c'));
    await jest.advanceTimersByTimeAsync(10);
    expect(batches).toEqual([['a'], ['b', 'c']]);
    answers[1]?.resolve();
    await jest.advanceTimersByTimeAsync(100);
    void writer.write(row('d'));
    await jest.advanceTimersByTimeAsync(0);
    expect(batches.at(-1)).toEqual(['d']);
  });

  it('makes no batch of more than 128 rows or 256 KB, and lets a row of any size through', async () => {
    const { writer, batches } = slowTable();
    for (let index = 0; index < 130; index += 1) void writer.write(row(`r${String(index)}`));
    await turns();
    expect(batches[0]).toHaveLength(128);
    const large = slowTable();
    for (const name of ['a', 'b']) void large.writer.write(row(name, 300_000));
    await until(() => large.batches.length === 2, { what: 'two batches' });
    expect(large.batches).toEqual([['a'], ['b']]);
  });

  it('fails the bad row alone', async () => {
    const bad = new Set(['bad1', 'bad2']);
    const writer = new BatchWriter<Row, string>({
      write: (rows) =>
        rows.some(({ name }) => bad.has(name))
          ? Promise.reject(refusal)
          : Promise.resolve(rows.map(({ name }) => `kept ${name}`)),
      bytesOf: () => 1,
      isRefusal: (error) => error === refusal,
      afterRefusal: () => Promise.reject(refusal),
    });
    const names = ['a', 'bad1', 'b', 'c', 'bad2'];
    const settled = await Promise.allSettled(names.map((name) => writer.write(row(name))));
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([
      'kept a',
      'refused',
      'kept b',
      'kept c',
      'refused',
    ]);
  });

  it('tells everybody of a batch that the database is away, and goes on with the next', async () => {
    const { writer, answers } = slowTable();
    const first = Promise.allSettled([writer.write(row('a')), writer.write(row('b'))]);
    await turns();
    answers[0]?.reject(absence);
    expect((await first).map((one) => one.status)).toEqual(['rejected', 'rejected']);
    const next = writer.write(row('c'));
    await until(() => answers.length > 1, { what: 'a second batch' });
    answers[1]?.resolve();
    expect(await next).toBe('kept c');
  });
});
