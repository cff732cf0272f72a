import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { leakGuard } from '../leak-guard.ts';
import { findProcessBirth } from '../process-identity.ts';
import { until } from '../until.ts';
import { startApacheKafka } from './apache-kafka.ts';
import { prepareKafka } from './prepare-kafka.ts';
import type { KafkaPrograms } from './prepare-kafka.ts';
import { describeWithOwnKafka } from './test-kafka.ts';
import { TestTopics } from './test-topics.ts';

const launcherFile = join(import.meta.dirname, 'testing', 'kafka-launcher.ts');

/** A Java that starts on a busy machine. */
jest.setTimeout(30_000);

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall kafka '));
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Launched {
  readonly launcher: ChildProcess;
  readonly brokers: string;
  readonly pid: number;
}

async function launch(folder: string, path = process.env['PATH']): Promise<Launched> {
  const launcher = spawn(process.execPath, ['--conditions=@aftercall/source', launcherFile, folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path },
  });
  const said: string[] = [];
  launcher.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const line = await Promise.race([once(launcher.stdout, 'data'), once(launcher, 'exit')]);
  if (!Buffer.isBuffer(line[0])) throw new Error(`the launcher ended: ${said.join('')}`);
  return { launcher, ...(JSON.parse(line[0].toString()) as { brokers: string; pid: number }) };
}

/** What a topic holds, read by a client that is new each time. */
async function readAll(brokers: string, topic: string, count: number): Promise<string[]> {
  const topics = new TestTopics(brokers);
  const messages = await topics.read(topic, count);
  await topics.close();
  return messages.map(({ value }) => String(value));
}

/** Makes a topic that outlives its client. */
async function keep(brokers: string, topic: string, values: string[]): Promise<void> {
  const topics = new TestTopics(brokers);
  await topics.makeNamed(topic);
  await topics.produce(
    topic,
    values.map((value) => ({ value })),
  );
  topics.forget(topic);
  await topics.close();
}

describeWithOwnKafka('startApacheKafka', (start) => {
  let programs: KafkaPrograms;
  beforeAll(async () => {
    programs = await prepareKafka();
  });

  it('keeps what was produced, and is found stopped and free when it has stopped', async () => {
    const folder = join(place, 'closed', 'kafka');
    const first = await startApacheKafka({ programs, folder });
    await keep(first.brokers, 'kept', ['one', 'two']);
    await first.stop();
    await first.stop();
    expect(findProcessBirth(first.pid)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual([
      'data',
      'kafka-version',
      'kafka.log',
      'log4j2.properties',
      'server.properties',
    ]);
    expect(existsSync(join(folder, 'data', '.lock'))).toBe(false);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const second = await startApacheKafka({ programs, folder, port: first.port });
    expect(second.brokers).toBe(first.brokers);
    expect(await readAll(second.brokers, 'kept', 2)).toEqual(['one', 'two']);
    await second.stop();
  });

  it('listens on loopback, on ports that are given to no outgoing connection', async () => {
    const kafka = await start();
    expect(kafka.brokers).toBe(`127.0.0.1:${String(kafka.port)}`);
    expect(kafka.port).toBeLessThan(32_768);
  });

  it('is the same broker after kill -9 and a restart: address, topics, messages, offsets', async () => {
    const kafka = await start();
    await keep(kafka.brokers, 'kept', ['before']);
    const pid = kafka.pid;
    await kafka.kill();
    expect(findProcessBirth(pid)).toBeUndefined();
    await kafka.restart();
    expect(kafka.pid).not.toBe(pid);
    const topics = new TestTopics(kafka.brokers);
    await topics.produce('kept', [{ value: 'after' }]);
    const messages = await topics.read('kept', 2);
    expect(messages.map(({ offset, value }) => [offset, String(value)])).toEqual([
      ['0', 'before'],
      ['1', 'after'],
    ]);
    await topics.close();
  });

  it('makes no topic that nobody made', async () => {
    const kafka = await start();
    const client = new Kafka({ brokers: [kafka.brokers], retry: { retries: 0 }, logLevel: logLevel.NOTHING });
    // eslint-disable-next-line house/no-kafka-traps -- asks for what the broker must refuse
    const producer = client.producer({ idempotent: false, allowAutoTopicCreation: true });
    await producer.connect();
    await expect(producer.send({ topic: 'misspelt', messages: [{ value: 'x' }] })).rejects.toThrow(
      'This server does not host this topic-partition',
    );
    await producer.disconnect();
  });

  it('names the living process that holds the folder, and leaves it alone', async () => {
    const owner = await launch(place);
    await expect(startApacheKafka({ programs, folder: place })).rejects.toMatchObject({
      name: 'FolderTaken',
      owner: { pid: owner.launcher.pid },
    });
    expect(findProcessBirth(owner.pid)).toBeDefined();
    owner.launcher.stdin?.end();
    await once(owner.launcher, 'exit');
    expect(findProcessBirth(owner.pid)).toBeUndefined();
  });

  it('ends with its launcher when that is killed, and starts again on what was produced', async () => {
    const killed = await launch(place);
    await keep(killed.brokers, 'kept', ['one']);
    killed.launcher.kill('SIGKILL');
    await until(() => findProcessBirth(killed.pid) === undefined, { what: 'Kafka to end with its launcher' });
    const next = await startApacheKafka({ programs, folder: place });
    expect(await readAll(next.brokers, 'kept', 1)).toEqual(['one']);
    await next.stop();
  });

  it('ends the orphan of a killed launcher where no leash could hold it', async () => {
    const bin = join(place, 'bin');
    mkdirSync(bin);
    // One that is found first and does not work: as where there is none.
    writeFileSync(join(bin, 'setpriv'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const killed = await launch(place, [bin, process.env['PATH']].join(delimiter));
    killed.launcher.kill('SIGKILL');
    await once(killed.launcher, 'exit');
    expect(findProcessBirth(killed.pid)).toBeDefined();
    const next = await startApacheKafka({ programs, folder: place });
    expect(findProcessBirth(killed.pid)).toBeUndefined();
    await next.stop();
  });

  it('is not held up by a pid file whose id belongs to another process now', async () => {
    const record = { pid: process.pid, birth: findProcessBirth(process.pid) };
    writeFileSync(join(place, 'broker.json'), JSON.stringify(record));
    const kafka = await startApacheKafka({ programs, folder: place });
    await kafka.stop();
  });

  it("says Kafka's own words when it cannot start, and frees the folder", async () => {
    const first = await startApacheKafka({ programs, folder: place });
    await first.stop();
    writeFileSync(join(place, 'data', 'meta.properties'), 'version=1\nnode.id=7\ncluster.id=AAAAAAAAAAAAAAAAAAAAAA\n');
    await expect(startApacheKafka({ programs, folder: place })).rejects.toThrow(/node\.id|node id/i);
    expect(readdirSync(place)).not.toContain('owner.json');
  });

  it('leaves data of a later release alone, and takes over that of an earlier one', async () => {
    writeFileSync(join(place, 'kafka-version'), '99.1.0\n');
    await expect(startApacheKafka({ programs, folder: place })).rejects.toMatchObject({
      name: 'ForeignData',
      message: expect.stringMatching(/was written by Apache Kafka 99\.1\.0, and this is Apache Kafka \d+\.\d+\.\d+$/),
    });
    expect(readdirSync(place)).toEqual(['kafka-version']);
    writeFileSync(join(place, 'kafka-version'), '4.0.9\n');
    const kafka = await startApacheKafka({ programs, folder: place });
    await kafka.stop();
    expect(readFileSync(join(place, 'kafka-version'), 'utf8')).not.toBe('4.0.9\n');
  });

  it('names the port that is taken', async () => {
    const other = await start();
    const taken = startApacheKafka({ programs, folder: place, port: other.port });
    await expect(taken).rejects.toThrow(/Address already in use/);
  });
});

leakGuard();
