import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addUpProject, clearReports, clearSkips, lineOfSkip, readSkips, verdict } from './add-up.mjs';
import { suitesIn } from './with-kafka.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const suites = join(root, 'apps/executor/src/intake/kafka');
/** A name of its own: the executor's own report is not touched. */
const project = `without-java-${process.pid}`;
let bin;

beforeAll(() => {
  bin = join(mkdtempSync(join(tmpdir(), 'without java ')), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'java'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
});

afterAll(() => {
  rmSync(dirname(bin), { recursive: true });
  clearReports(root, [project], 'integration');
  clearSkips(root, [project]);
});

test('names the suites that need Kafka where there is no Java; on CI each of them fails the run', () => {
  const PATH = `${bin}${delimiter}${process.env.PATH}`;
  const { status } = spawnSync(
    process.execPath,
    [
      join(here, 'jest.mjs'),
      'apps/executor',
      project,
      'integration',
      '--testPathPatterns',
      'executor/src/intake/kafka/',
    ],
    { cwd: root, env: { ...process.env, PATH, JAVA_HOME: '', KAFKA_BROKERS: '', AFTERCALL_TEST_KAFKA: '' } },
  );
  expect(status).toBe(0);
  const titles = readdirSync(suites).flatMap((name) => [...suitesIn(join(suites, name))]);
  expect(titles.length).toBeGreaterThanOrEqual(3);
  const skips = readSkips(root, project);
  expect(skips.map(({ suite }) => suite).sort()).toEqual(titles.sort());

  const results = [addUpProject(root, project, 'integration')];
  expect(results).toMatchObject([{ passed: 0, failed: 0 }]);
  const others = { passed: 1, failed: 0, skipped: 0 };
  const { line, isGreen } = verdict([...results, others], skips, { isCi: false });
  expect({ line, isGreen }).toEqual({
    line: expect.stringMatching(/^1 passed, 0 failed, \d+ skipped$/),
    isGreen: true,
  });
  for (const skip of skips) {
    expect(lineOfSkip(skip, { isCi: false })).toMatch(/^SKIPPED  .*: no Java was found .*Remedy: install Java 17/);
    expect(lineOfSkip(skip, { isCi: true })).toMatch(/^FAILED \(CI runs every suite\)  /);
  }
  expect(verdict([...results, others], skips, { isCi: true })).toMatchObject({
    line: expect.stringContaining(`${titles.length} failed`),
    isGreen: false,
  });
}, 120_000);
