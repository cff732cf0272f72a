import { setTimeout as delay } from 'node:timers/promises';
import { leakGuard, until } from '@aftercall/dev-harness';
import { describeWithOwnKafka, TestTopics, type ApacheKafka } from '@aftercall/dev-harness/kafka';
import { RecordingReader } from '../testing/recording-reader.ts';
import { KafkaMembers } from './testing/kafka-members.ts';

/** Each test is about something that kafkajs does to who uses it plainly: what was lost, doubled or stopped then is named. */
describeWithOwnKafka('reading from Kafka, with the traps of its client', (startKafka) => {
  jest.setTimeout(90_000);
  let kafka: ApacheKafka;
  let topics: TestTopics;
  let members: KafkaMembers;
  beforeAll(async () => {
    kafka = await startKafka();
  });
  beforeEach(() => {
    topics = new TestTopics(kafka.brokers);
    members = new KafkaMembers(kafka.brokers);
  });
  afterEach(async () => {
    await members.close();
    await topics.close();
  });

  const numbered = (count: number, prefix = 'r'): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const produce = (topic: string, values: readonly string[], partition = 0) =>
    topics.produce(
      topic,
      values.map((value) => ({ value, partition })),
    );
  const untilKept = (reader: RecordingReader, count: number, deadlineMs = 30_000) =>
    until(() => reader.allValues().length >= count, { deadlineMs, what: `${count} records to be kept` });

  it('commits what was kept also when it stops in the middle (a plain commit does nothing then)', async () => {
    const topic = await topics.make();
    await produce(topic, numbered(10));
    const { member, reader } = members.start({ topics: [topic] });
    const stopping = new Promise<void>((done) => {
      reader.beforeKeeping = () => {
        done(members.stop(member));
        return delay(300);
      };
    });
    await stopping;
    expect(reader.values()).toEqual(numbered(10));
    expect(await topics.committed(`test.${topic}`, topic)).toEqual(new Map([[0, 10n]]));
  });

  it('loses nothing of a batch that it leaves in the middle (resolved as a whole, the rest would be gone)', async () => {
    const topic = await topics.make();
    await produce(topic, numbered(2500));
    const reader = new RecordingReader();
    const { member } = members.start({ topics: [topic], reader });
    const stopped = new Promise<void>((done) => {
      reader.beforeKeeping = () => {
        reader.beforeKeeping = () => Promise.resolve();
        done(members.stop(member));
        return Promise.resolve();
      };
    });
    await stopped;
    expect(reader.allValues().length).toBeLessThan(2500);
    members.start({ topics: [topic], reader });
    await untilKept(reader, 2500);
    expect(reader.values()).toEqual(numbered(2500));
  });

  it('never has two members at one partition, and reads nothing twice, while members come and go', async () => {
    const topic = await topics.make({ partitions: 4 });
    for (const partition of [0, 1, 2, 3]) await produce(topic, numbered(60, `p${partition}-`), partition);
    const reader = new RecordingReader();
    let active = 0;
    let most = 0;
    reader.beforeKeeping = async () => {
      active += 1;
      most = Math.max(most, active);
      await delay(700);
      active -= 1;
    };
    const first = members.start({ topics: [topic], reader });
    await until(() => reader.allValues().length > 0, { deadlineMs: 20_000, what: 'the first records' });
    members.start({ topics: [topic], reader });
    await produce(topic, numbered(60, 'late-'), 0);
    await until(() => first.member.lags().length === 2, { deadlineMs: 20_000, what: 'partitions to be shared' });
    await members.stop(first.member);
    await produce(topic, numbered(60, 'later-'), 3);
    await untilKept(reader, 360);
    expect(reader.values(0)).toEqual([...numbered(60, 'p0-'), ...numbered(60, 'late-')]);
    expect(reader.values(3)).toEqual([...numbered(60, 'p3-'), ...numbered(60, 'later-')]);
    expect(reader.allValues()).toHaveLength(360);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('reads partitions that it had paused, lost and got back (they would stay paused for ever)', async () => {
    const topic = await topics.make({ partitions: 2 });
    const reader = new RecordingReader();
    const { member } = members.start({ topics: [topic], reader });
    await until(() => member.lags().length === 2, { deadlineMs: 20_000, what: 'both partitions' });
    member.pause();
    const other = members.start({ topics: [topic], reader: new RecordingReader() });
    await until(() => other.member.lags().length === 1, { deadlineMs: 20_000, what: 'the other to have one' });
    await members.stop(other.member);
    await produce(topic, ['a'], 0);
    await produce(topic, ['x'], 1);
    member.resume();
    await untilKept(reader, 2);
    expect(reader.allValues().sort()).toEqual(['a', 'x']);
  });

  it('goes on after fifteen failures of the reader without leaving the group (five would end the consumer)', async () => {
    const topic = await topics.make();
    const reader = new RecordingReader();
    for (let count = 0; count < 15; count += 1)
      reader.instead.push(() => Promise.reject(new TypeError('a defect of ours')));
    await produce(topic, ['a', 'b']);
    const { member } = members.start({ topics: [topic], reader });
    await untilKept(reader, 2, 60_000);
    expect(reader.values()).toEqual(['a', 'b']);
    expect(member.findProblem()).toBeUndefined();
    expect(members.said.filter((line) => line.includes('is read again'))).toEqual([]);
  });

  it('stays in the group while keeping takes longer than the group waits for a sign of life', async () => {
    const topic = await topics.make();
    const reader = new RecordingReader();
    reader.beforeKeeping = () => {
      reader.beforeKeeping = () => Promise.resolve();
      return delay(7000);
    };
    await produce(topic, ['a']);
    members.start({ topics: [topic], reader, sessionTimeoutMs: 4000 });
    await untilKept(reader, 1);
    await produce(topic, ['b']);
    await untilKept(reader, 2);
    expect(reader.values()).toEqual(['a', 'b']);
    // Opened when it was assigned, and once more because nobody looked at the topic for seconds; never thrown out.
    expect(reader.opened).toHaveLength(2);
  });

  it('hands its partitions over within seconds although a chunk takes long (the group would throw it out)', async () => {
    const topic = await topics.make({ partitions: 2 });
    const reader = new RecordingReader();
    reader.beforeKeeping = () => delay(6000);
    for (const partition of [0, 1]) await produce(topic, numbered(5), partition);
    const first = members.start({ topics: [topic], reader, sessionTimeoutMs: 4000 });
    await until(() => first.member.lags().length === 2, { deadlineMs: 20_000, what: 'the first to read' });
    const second = members.start({ topics: [topic], reader, sessionTimeoutMs: 4000 });
    await until(() => second.member.lags().length === 1, { deadlineMs: 20_000, what: 'the second to read' });
    await untilKept(reader, 10);
    expect(reader.values(0)).toEqual(numbered(5));
    expect(reader.values(1)).toEqual(numbered(5));
  });

  it('stops within two seconds while it waits for records', async () => {
    const topic = await topics.make();
    const { member } = members.start({ topics: [topic] });
    await until(() => member.lags().length === 1, { deadlineMs: 20_000, what: 'the partition' });
    const began = performance.now();
    await members.stop(member);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('goes on with the other topics when one is deleted, and reads that one when it is made anew', async () => {
    const [living, doomed] = [await topics.make(), await topics.make()];
    const reader = new RecordingReader();
    const { member } = members.start({ topics: [living, doomed], reader });
    await produce(living, ['a']);
    await produce(doomed, ['old-1', 'old-2', 'old-3']);
    await untilKept(reader, 4);
    await topics.delete(doomed);
    const fresh = new TestTopics(kafka.brokers);
    try {
      for (const value of numbered(5, 'live-')) {
        await fresh.produce(living, [{ value }]);
        await until(() => reader.values().includes(value), {
          deadlineMs: 3000,
          what: `${value} beside a deleted topic`,
        });
      }
      await until(() => members.said.some((line) => line.includes('does not exist')), {
        deadlineMs: 30_000,
        what: 'a word',
      });
      expect(member.findProblem()).toBeUndefined();
      await fresh.makeNamed(doomed);
      await fresh.produce(doomed, [{ value: 'new-1' }]);
      await until(() => reader.values().includes('new-1'), { deadlineMs: 30_000, what: 'the topic to be read anew' });
    } finally {
      await fresh.close();
    }
  });

  it('reads a topic as soon as somebody makes it', async () => {
    const reader = new RecordingReader();
    const topic = `made-late-${Date.now()}`;
    members.start({ topics: [topic], reader });
    await until(() => members.said.some((line) => line.includes('does not exist')), {
      deadlineMs: 20_000,
      what: 'a word',
    });
    await topics.makeNamed(topic);
    await produce(topic, ['a']);
    await untilKept(reader, 1);
  });

  it('reads partitions that are added to a topic', async () => {
    const topic = await topics.make();
    const { member, reader } = members.start({ topics: [topic] });
    await until(() => member.lags().length === 1, { deadlineMs: 20_000, what: 'one partition' });
    await topics.addPartitions(topic, 3);
    await until(() => member.lags().length === 3, { deadlineMs: 40_000, what: 'three partitions' });
    const other = new TestTopics(kafka.brokers);
    await other.produce(topic, [{ value: 'x', partition: 2 }]);
    await other.close();
    await untilKept(reader, 1);
  });

  it('notices a topic that was made anew and filled past its offset while keeping took long', async () => {
    const topic = await topics.make();
    const reader = new RecordingReader();
    await produce(topic, ['old-1', 'old-2']);
    const begun = Promise.withResolvers<undefined>();
    reader.beforeKeeping = async () => {
      reader.beforeKeeping = () => Promise.resolve();
      begun.resolve(undefined);
      await delay(4000);
    };
    members.start({ topics: [topic], reader });
    await begun.promise;
    await topics.delete(topic);
    await topics.close();
    topics = new TestTopics(kafka.brokers);
    await topics.makeNamed(topic);
    await produce(topic, numbered(5, 'new-'));
    // The reader, asked again, sees that the end is another one than it could be; here it is told to begin anew.
    await until(() => reader.opened.length >= 2, { deadlineMs: 20_000, what: 'the position to be asked for anew' });
    expect(reader.opened.at(-1)?.bounds).toEqual({ low: 0n, high: 5n });
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('reads batches that Java packed with %s', async (codec) => {
    const topic = await topics.make({ settings: { 'compression.type': codec } });
    const values = Array.from({ length: 200 }, (_, index) => `${index} ${'the caller said yes, '.repeat(150)}`);
    await produce(topic, values);
    const { reader } = members.start({ topics: [topic] });
    await untilKept(reader, 200);
    expect(reader.values()).toEqual(values);
  });

  it('reads a record that is larger than a fetch, and what stands behind it', async () => {
    const topic = await topics.make({ partitions: 2, settings: { 'max.message.bytes': '12000000' } });
    await produce(topic, ['x'.repeat(9_000_000)], 0);
    await produce(topic, ['y'.repeat(5_000_000)], 1);
    await produce(topic, ['behind'], 0);
    await produce(topic, ['behind'], 1);
    const { reader } = members.start({ topics: [topic] });
    await untilKept(reader, 4);
    expect(reader.values(0).map(({ length }) => length)).toEqual([9_000_000, 6]);
    expect(reader.values(1).map(({ length }) => length)).toEqual([5_000_000, 6]);
  });

  it('keeps large records of a packed batch a few at a time', async () => {
    const settings = { 'max.message.bytes': '40000000', 'compression.type': 'gzip' };
    const topic = await topics.make({ settings });
    await produce(topic, numbered(5, 'x'.repeat(5_000_000)));
    const reader = new RecordingReader();
    let transactions = 0;
    reader.beforeKeeping = () => Promise.resolve((transactions += 1));
    members.start({ topics: [topic], reader });
    await untilKept(reader, 5);
    expect(reader.values().map((value) => value.at(-1))).toEqual(['0', '1', '2', '3', '4']);
    expect(transactions).toBe(5);
  });

  it('reads on over the marks of transactions, and nothing of those that were aborted', async () => {
    const topic = await topics.make();
    await topics.transact(topic, ['kept-1', 'kept-2'], 'commit');
    await topics.transact(topic, ['gone'], 'abort');
    await topics.transact(topic, ['kept-3'], 'commit');
    const first = members.start({ topics: [topic] });
    await untilKept(first.reader, 3);
    await members.stop(first.member);
    await topics.transact(topic, ['kept-4'], 'commit');
    members.start({ topics: [topic], reader: first.reader });
    await untilKept(first.reader, 4);
    expect(first.reader.values()).toEqual(['kept-1', 'kept-2', 'kept-3', 'kept-4']);
  });

  it.each<[string, () => Promise<void>]>([
    ['restarted', () => kafka.restart()],
    ['killed and started again', () => kafka.kill().then(() => kafka.restart())],
  ])('goes on when the broker is %s, and loses and doubles nothing', async (_how, outage) => {
    const topic = await topics.make({ partitions: 2 });
    const { reader, member } = members.start({ topics: [topic] });
    await produce(topic, numbered(50, 'before-'), 0);
    await untilKept(reader, 50);
    await outage();
    await produce(topic, numbered(50, 'after-'), 0);
    await produce(topic, numbered(50, 'other-'), 1);
    await untilKept(reader, 150, 60_000);
    expect(reader.values(0)).toEqual([...numbered(50, 'before-'), ...numbered(50, 'after-')]);
    expect(reader.values(1)).toEqual(numbered(50, 'other-'));
    expect(member.findProblem()).toBeUndefined();
  });
});

leakGuard();
