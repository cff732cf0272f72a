import { until } from '@aftercall/dev-harness';
import type { RecordSource } from './record-source.ts';
import { RecordingReader } from './testing/recording-reader.ts';

export interface Message {
  partition: number;
  value: string | null;
  key?: string;
  headers?: Record<string, string>;
}

/** A topic of two partitions, and members of one group that read it. */
export interface SourceWorld {
  topic: string;
  newMember: () => RecordSource;
  produce: (messages: readonly Message[]) => Promise<void>;
  /** Deletes the topic and makes one of the same name. */
  makeAnew: () => Promise<void>;
  close: () => Promise<void>;
}

/** Long enough for a group to notice that a member is gone. */
const DEADLINE_MS = 20_000;

/** What the intake relies on, whatever brings the records. */
export function recordSourceContract(name: string, make: () => Promise<SourceWorld>): void {
  describe(`${name} as a record source`, () => {
    let world: SourceWorld;
    let members: RecordSource[];
    let reader: RecordingReader;
    beforeEach(async () => {
      members = [];
      reader = new RecordingReader();
      world = await make();
    });
    afterEach(async () => {
      await Promise.all(members.map((member) => member.stop()));
      await world.close();
    });

    const start = (by = reader): RecordSource => {
      const member = world.newMember();
      members.push(member);
      member.start(by);
      return member;
    };
    const stop = async (member: RecordSource): Promise<void> => {
      members = members.filter((other) => other !== member);
      await member.stop();
    };
    const produce = (partition: number, ...values: string[]): Promise<void> =>
      world.produce(values.map((value) => ({ partition, value })));
    const untilKept = (count: number, by = reader): Promise<unknown> =>
      until(() => by.allValues().length >= count, { deadlineMs: DEADLINE_MS, what: `${count} records to be kept` });

    it('hands over every record once, each partition in its order', async () => {
      await produce(0, 'a', 'b', 'c');
      await produce(1, 'x', 'y');
      start();
      await untilKept(5);
      await produce(0, 'd');
      await untilKept(6);
      expect(reader.values(0)).toEqual(['a', 'b', 'c', 'd']);
      expect(reader.values(1)).toEqual(['x', 'y']);
    });

    it('hands over records as they were written', async () => {
      await world.produce([
        { partition: 0, key: 'c-1', value: '{"ü": 1}', headers: { ce_id: 'evt-1', 'content-type': 'text/plain' } },
        { partition: 0, value: null },
      ]);
      start();
      await untilKept(2);
      const [first, tombstone] = reader.kept.get(0) ?? [];
      expect(first).toMatchObject({ offset: 0n, key: Buffer.from('c-1'), value: Buffer.from('{"ü": 1}') });
      expect(first?.headers.map(({ name, value }) => [name, value?.toString()])).toEqual([
        ['ce_id', 'evt-1'],
        ['content-type', 'text/plain'],
      ]);
      expect(Math.abs(Date.now() - (first?.timestampMs ?? 0))).toBeLessThan(60_000);
      expect(tombstone).toMatchObject({ offset: 1n, key: null, value: null, headers: [] });
    });

    it('tells the reader what the partition holds, and goes on where the reader says', async () => {
      await produce(0, 'a', 'b', 'c', 'd');
      reader.place({ topic: world.topic, partition: 0 }, 2n);
      start();
      await untilKept(2);
      expect(reader.values(0)).toEqual(['c', 'd']);
      expect(reader.opened.find(({ place }) => place.partition === 0)).toEqual({
        place: { topic: world.topic, partition: 0 },
        bounds: { low: 0n, high: 4n },
      });
    });

    it('goes on with another member where the last one stopped', async () => {
      await produce(0, 'a', 'b');
      const first = start();
      await untilKept(2);
      await stop(first);
      await produce(0, 'c');
      start();
      await untilKept(3);
      expect(reader.values(0)).toEqual(['a', 'b', 'c']);
    });

    it.each<[string, () => 'reopen' | Promise<never>]>([
      ['was not the reader’s to keep', () => 'reopen'],
      ['the reader failed to keep', () => Promise.reject(new Error('the ledger is away'))],
    ])('hands over again what %s, and loses none of it', async (_why, instead) => {
      reader.instead.push(instead, instead);
      await produce(0, 'a', 'b', 'c');
      start();
      await untilKept(3);
      expect(reader.values(0)).toEqual(['a', 'b', 'c']);
    });

    it('asks again where to go on when the reader cannot say', async () => {
      reader.refusals.push(new Error('the ledger is away'), new Error('the ledger is away'));
      await produce(0, 'a');
      start();
      await untilKept(1);
      expect(reader.values(0)).toEqual(['a']);
    });

    it('hands over nothing while it is paused, and all of it afterwards', async () => {
      await produce(0, 'a');
      const member = start();
      await untilKept(1);
      member.pause();
      await produce(0, 'b');
      await produce(1, 'x');
      const other = start(new RecordingReader());
      await stop(other);
      expect(reader.allValues()).toEqual(['a']);
      member.resume();
      await untilKept(3);
      expect(reader.values(0)).toEqual(['a', 'b']);
      expect(reader.values(1)).toEqual(['x']);
    });

    it('begins paused when it was paused before it began', async () => {
      await produce(0, 'a');
      const member = world.newMember();
      members.push(member);
      member.pause();
      member.start(reader);
      expect(reader.opened).toEqual([]);
      member.resume();
      await untilKept(1);
    });

    it('shares the partitions with a member that joins, and takes them back when it leaves', async () => {
      await produce(0, 'a');
      await produce(1, 'x');
      start();
      await untilKept(2);
      const other = start();
      await until(() => members.every((member) => member.lags().length === 1), {
        deadlineMs: DEADLINE_MS,
        what: 'each member to read one partition',
      });
      await produce(0, 'b');
      await produce(1, 'y');
      await untilKept(4);
      await stop(other);
      await produce(0, 'c');
      await produce(1, 'z');
      await untilKept(6);
      expect(reader.values(0)).toEqual(['a', 'b', 'c']);
      expect(reader.values(1)).toEqual(['x', 'y', 'z']);
    });

    it('lets the chunk that is being kept end before it stops', async () => {
      const keeping = Promise.withResolvers<undefined>();
      const asked = Promise.withResolvers<undefined>();
      reader.beforeKeeping = () => {
        asked.resolve(undefined);
        return keeping.promise;
      };
      await produce(0, 'a');
      const member = start();
      await asked.promise;
      const stopped = stop(member);
      keeping.resolve(undefined);
      await stopped;
      expect(reader.values(0)).toEqual(['a']);
    });

    it('opens the partitions of a topic that was made anew, whose offsets begin again', async () => {
      await produce(0, 'a', 'b', 'c');
      start();
      await untilKept(3);
      await world.makeAnew();
      await produce(0, 'new');
      await untilKept(4);
      expect(reader.values(0)).toEqual(['a', 'b', 'c', 'new']);
      expect(reader.kept.get(0)?.at(-1)?.offset).toBe(0n);
    });

    it('says how far behind it is', async () => {
      await produce(0, 'a', 'b');
      const member = start();
      await untilKept(2);
      await until(() => member.lags().length === 2, { deadlineMs: DEADLINE_MS, what: 'both partitions to be read' });
      const lags = [...member.lags()].sort((a, b) => a.partition - b.partition);
      expect(lags).toEqual([
        { topic: world.topic, partition: 0, records: 0 },
        { topic: world.topic, partition: 1, records: 0 },
      ]);
      expect(member.findProblem()).toBeUndefined();
    });
  });
}
