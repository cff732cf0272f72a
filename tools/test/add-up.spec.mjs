import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUpProject, clearReports, clearSkips, readSkips, verdict } from './add-up.mjs';

let root;
const write = (name, value) => writeFileSync(join(root, 'reports', name), JSON.stringify(value));
const writeSkips = (project, ...skips) =>
  writeFileSync(
    join(root, 'reports', `${project}.skipped.jsonl`),
    skips.map((skip) => `${JSON.stringify(skip)}\n`).join(''),
  );
const report = (counts) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...counts,
});
const local = { isCi: false };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'add-up '));
  mkdirSync(join(root, 'reports'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('names the tests that failed and the suites that did not load', () => {
  const testResults = [
    { name: join(root, 'a.spec.ts'), status: 'failed', assertionResults: [{ status: 'failed', fullName: 'does it' }] },
    { name: join(root, 'b.spec.ts'), status: 'failed', assertionResults: [] },
  ];
  write(
    'executor.test.json',
    report({ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 1, testResults }),
  );
  expect(addUpProject(root, 'executor', 'test')).toEqual({
    project: 'executor',
    kind: 'test',
    passed: 3,
    failed: 2,
    skipped: 0,
    failures: ['a.spec.ts: does it', 'b.spec.ts: the suite did not run'],
  });
});

test('counts a project that made no report as failed', () => {
  const result = addUpProject(root, 'executor', 'integration');
  expect(result).toMatchObject({ failed: 1, failures: ['executor: integration made no report'] });
});

test('takes no report of an earlier run for one of this run', () => {
  write('executor.test.json', report({ numPassedTests: 3 }));
  clearReports(root, ['executor'], 'test');
  expect(addUpProject(root, 'executor', 'test').failed).toBe(1);
});

test('a skipped suite is told by name; on CI it fails the run', () => {
  writeSkips('executor', { suite: 'call-event-consumer', reason: 'Java 17 was not found' });
  const skips = readSkips(root, 'executor');
  expect(skips).toEqual([
    { project: 'executor', suite: 'call-event-consumer', reason: 'Java 17 was not found', isOutside: false },
  ]);
  const results = [{ passed: 4, failed: 0, skipped: 0 }];
  expect(verdict(results, skips, local)).toEqual({ line: '4 passed, 0 failed, 1 skipped', isGreen: true });
  expect(verdict(results, skips, { isCi: true })).toEqual({ line: '4 passed, 1 failed', isGreen: false });
  expect(clearSkips(root, ['executor'])).toBe(true);
  expect(clearSkips(root, ['executor'])).toBe(false);
});

test('a suite that was skipped twice is told once', () => {
  const [one, other] = ['reads calls', 'survives brokers'].map((suite) => ({ suite, reason: 'no Java was found' }));
  writeSkips('e2e', one, other, one);
  expect(readSkips(root, 'e2e').map(({ suite }) => suite)).toEqual(['reads calls', 'survives brokers']);
});

test('a suite whose material no clone holds is told, and fails nothing', () => {
  writeSkips('flow-model', { suite: 'compliance', reason: 'not beside the project', isOutside: true });
  const skips = readSkips(root, 'flow-model');
  const results = [{ passed: 4, failed: 0, skipped: 0 }];
  expect(verdict(results, skips, { isCi: true })).toEqual({ line: '4 passed, 0 failed, 1 skipped', isGreen: true });
});

test('is red when nothing ran, and when a runner failed though no test did', () => {
  expect(verdict([], [], local)).toEqual({ line: '0 passed, 0 failed', isGreen: false });
  const results = [{ passed: 4, failed: 0, skipped: 0 }];
  expect(verdict(results, [], { ...local, exitCodes: [0, 1] })).toEqual({ line: '4 passed, 1 failed', isGreen: false });
  expect(verdict(results, [], { ...local, exitCodes: [0, 0] })).toEqual({ line: '4 passed, 0 failed', isGreen: true });
});
