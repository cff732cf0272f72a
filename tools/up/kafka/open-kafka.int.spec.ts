import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, holdPort, leakGuard, until } from '@aftercall/dev-harness';
import { describeWithOwnKafka, OutsideClient } from '@aftercall/dev-harness/kafka';
import type { KafkaConnection } from '@aftercall/dev-harness/kafka';
import { createSay } from '../say.ts';
import { openKafka } from './open-kafka.ts';
import type { KafkaDoor } from './open-kafka.ts';

/** A Java that starts on a busy machine. */
jest.setTimeout(30_000);

const environment = { ...process.env, KAFKA_BROKERS: '', AFTERCALL_KAFKA: '', KAFKA_CALL_TOPICS: '' };
const withoutJava = { ...environment, PATH: '/nowhere', JAVA_HOME: '/nowhere' };
const usualTopic = 'aftercall.call-events.v1';

let place: string;
const said: string[] = [];
const pids: (number | null)[] = [];
let door: KafkaDoor | undefined;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall up kafka '));
  said.length = 0;
  pids.length = 0;
});
afterEach(async () => {
  await door?.stop();
  door = undefined;
  rmSync(place, { recursive: true, force: true });
});

async function open(
  settings: NodeJS.ProcessEnv,
  signal = new AbortController().signal,
): Promise<KafkaDoor | undefined> {
  const say = createSay(
    (line) => said.push(line),
    (_, text) => text,
  );
  const onChange = (): void => void pids.push(door?.pid() ?? null);
  door = await openKafka({ folder: join(place, 'kafka'), environment: settings, say, onChange, signal });
  return door;
}

/** The partitions of a topic, as an outsider sees them: a message to each is taken. */
async function produceTo(connection: KafkaConnection, topic: string, partitions: number[]): Promise<number> {
  const client = new OutsideClient(connection, { retry: { retries: 2 } });
  try {
    await client.produce(
      topic,
      partitions.map((partition) => ({ value: 'x', partition })),
    );
    return (await client.read(topic, partitions.length)).length;
  } finally {
    await client.disconnect();
  }
}

describe('without a Kafka', () => {
  it('calls come by HTTP only when it is off, and nothing is looked for', async () => {
    expect(await open({ ...withoutJava, AFTERCALL_KAFKA: 'off', KAFKA_BROKERS: '127.0.0.1:1' })).toBeUndefined();
    expect(said).toEqual([]);
    expect(existsSync(join(place, 'kafka'))).toBe(false);
  });

  it('says what is missing and the remedy, and goes on', async () => {
    expect(await open(withoutJava)).toBeUndefined();
    expect(said).toEqual([
      expect.stringMatching(/^! Calls come by HTTP only, .*: no Java was found.*Remedy: install Java 17 or later/),
    ]);
  });

  it('goes no further when it is required', async () => {
    await expect(open({ ...withoutJava, AFTERCALL_KAFKA: 'required' })).rejects.toThrow(
      /^AFTERCALL_KAFKA=required, but Kafka cannot run here: no Java was found.*Remedy/,
    );
  });

  it('names the brokers that were given and do not answer', async () => {
    const brokers = `127.0.0.1:${String(await freePort())}`;
    await expect(open({ ...withoutJava, KAFKA_BROKERS: brokers })).rejects.toThrow(
      new RegExp(`^the Kafka at ${brokers} cannot be used: .*\nRemedy: correct KAFKA_BROKERS`),
    );
  });
});

describeWithOwnKafka('openKafka', (start) => {
  it('uses the brokers that were given, and makes the topics there', async () => {
    const { brokers } = await start();
    const opened = await open({ ...withoutJava, KAFKA_BROKERS: brokers, KAFKA_CALL_TOPICS: 'mine=acme;yours=*' });
    expect(opened).toMatchObject({ connection: { brokers }, topics: ['mine', 'yours'] });
    expect(opened?.pid()).toBeNull();
    expect(await produceTo({ brokers }, 'mine', [0, 1, 2])).toBe(3);
    expect(await produceTo({ brokers }, 'yours', [2])).toBe(1);
    expect(existsSync(join(place, 'kafka'))).toBe(false);
  });

  it('starts one of its own, says where, and starts it again when it dies', async () => {
    const held = await holdPort(9092);
    const opened = await open(environment);
    await held.release();
    const { brokers } = opened?.connection ?? { brokers: '' };
    const port = Number(brokers.split(':')[1]);
    expect(port).toBeGreaterThan(9092);
    expect(said).toContain(`! Port 9092 is taken; Apache Kafka listens on ${String(port)}`);
    expect(await produceTo({ brokers }, usualTopic, [0, 1, 2])).toBe(3);
    const pid = opened?.pid() ?? 0;
    process.kill(pid, 'SIGKILL');
    await until(() => said.includes('Apache Kafka is back'), { deadlineMs: 20_000, what: 'Kafka to be back' });
    expect(opened?.pid()).not.toBe(pid);
    expect(await produceTo({ brokers }, usualTopic, [0])).toBe(1);
    expect(pids).toContain(null);
  });

  it('goes on by HTTP when it does not start, with its words and where its log is; not when it is required', async () => {
    const data = join(place, 'kafka', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'meta.properties'), 'version=1\nnode.id=7\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n');
    expect(await open(environment)).toBeUndefined();
    const words =
      /Kafka cannot run here: Apache Kafka did not start:[^]*node id[^]*\nRemedy: look into .*kafka\.log; /i;
    expect(said).toContainEqual(expect.stringMatching(words));
    await expect(open({ ...environment, AFTERCALL_KAFKA: 'required' })).rejects.toThrow(words);
  });

  it('begins nothing once it is called off', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('asked to stop'));
    await expect(open(environment, stopping.signal)).rejects.toThrow(/asked to stop|aborted/);
    expect(existsSync(join(place, 'kafka'))).toBe(false);
  });
});

leakGuard();
