import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { leakGuard } from '../leak-guard.ts';
import type { KafkaOffer } from './test-kafka.ts';
import { describeWithKafka } from './test-kafka.ts';

const root = join(import.meta.dirname, '../../../..');

interface Outcome {
  readonly status: number | null;
  readonly passed: number;
  readonly skipped: number;
  readonly reported: unknown;
}

/** Runs one suite in a jest of its own, as if the global setup had found this. */
function runSuite(offer: KafkaOffer, body: string): Outcome {
  const folder = mkdtempSync(join(import.meta.dirname, 'test-kafka-'));
  const project = basename(folder);
  const skips = join(root, 'reports', `${project}.skipped.jsonl`);
  try {
    const suite = `import { describeWithKafka, describeWithOwnKafka } from '../test-kafka.ts';\n${body}`;
    writeFileSync(join(folder, 'planted.spec.ts'), suite);
    const config = { ...jest.requireActual<object>('../../../../jest.preset.cjs'), rootDir: folder };
    delete (config as { globalSetup?: string }).globalSetup;
    delete (config as { globalTeardown?: string }).globalTeardown;
    const args = [join(root, 'node_modules/jest/bin/jest.js'), '--config', JSON.stringify(config), '--json'];
    const env = { ...process.env, AFTERCALL_PROJECT: project, AFTERCALL_TEST_KAFKA: JSON.stringify(offer) };
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: root, env });
    const counts = JSON.parse(stdout) as { numPassedTests: number; numPendingTests: number };
    const reported = readReport(skips);
    return { status, passed: counts.numPassedTests, skipped: counts.numPendingTests, reported };
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(skips, { force: true });
  }
}

function readReport(file: string): unknown {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return undefined;
  }
}

const suites = `
  describeWithKafka('reads calls', (kafka) => { it('a', () => { expect(kafka.brokers).toBe('127.0.0.1:1'); }); });
  describeWithOwnKafka('survives brokers', () => { it('b', () => {}); it('c', () => {}); });
  it('needs no Kafka', () => {});`;

describe('suites that need Kafka', () => {
  it('are told by title and reason where there is none, and are not run', () => {
    const obstacle = 'no Java was found. Remedy: install it';
    expect(runSuite({ obstacle, ownObstacle: obstacle }, suites)).toEqual({
      status: 0,
      passed: 1,
      skipped: 3,
      reported: [
        { suite: 'reads calls', reason: obstacle },
        { suite: 'survives brokers', reason: obstacle },
      ],
    });
  });

  it('run against brokers that were given, but those that would kill them', () => {
    const ownObstacle = 'Maven was not found. Remedy: install it';
    expect(runSuite({ brokers: '127.0.0.1:1', ownObstacle }, suites)).toEqual({
      status: 0,
      passed: 2,
      skipped: 2,
      reported: [{ suite: 'survives brokers', reason: ownObstacle }],
    });
  });

  it('run all where there is one, and nothing is told', () => {
    expect(runSuite({ brokers: '127.0.0.1:1' }, suites)).toEqual({
      status: 0,
      passed: 4,
      skipped: 0,
      reported: undefined,
    });
  });
});

describeWithKafka('TestTopics', ({ topics }) => {
  it('gives back what was produced: keys, headers, tombstones, in order', async () => {
    const topic = await topics.make({ partitions: 2 });
    await topics.produce(topic, [
      { key: 'a', value: 'one', headers: { ce_type: 'call.ended.v1' }, partition: 1 },
      { key: 'a', value: null, partition: 1 },
    ]);
    expect(await topics.read(topic, 2)).toEqual([
      { partition: 1, offset: '0', key: 'a', value: Buffer.from('one'), headers: { ce_type: 'call.ended.v1' } },
      { partition: 1, offset: '1', key: 'a', value: null, headers: {} },
    ]);
  });

  it('begins anew at offset 0 with a topic that is deleted and made again', async () => {
    const topic = await topics.make();
    await topics.produce(topic, [{ value: 'old' }]);
    await topics.delete(topic);
    await topics.makeNamed(topic);
    await topics.produce(topic, [{ value: 'new' }]);
    expect((await topics.read(topic, 1)).map(({ offset, value }) => [offset, String(value)])).toEqual([['0', 'new']]);
  });
});

leakGuard();
