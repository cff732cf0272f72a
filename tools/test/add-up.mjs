// Adds up what jest reported: reports/<project>.<kind>.json, and reports/<project>.skipped.jsonl for suites that could not run.
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Nx target → kind, the middle part of a report's name (tools/test/jest.mjs writes it). */
export const kinds = { test: 'test', 'test:integration': 'integration', e2e: 'e2e' };

/** What jest said of a project; undefined without a report. */
export const readReport = (root, project, kind) => readJson(reportFile(root, project, kind));

const reportFile = (root, project, kind) => join(root, 'reports', `${project}.${kind}.json`);
const skippedFile = (root, project) => join(root, 'reports', `${project}.skipped.jsonl`);

/** Takes away what an earlier run left, so that a report that is there was made by this one. */
export function clearReports(root, projects, kind) {
  for (const project of projects) rmSync(reportFile(root, project, kind), { force: true });
}

/** The same for skips. @returns {boolean} whether the earlier run had skipped a suite */
export function clearSkips(root, projects) {
  const hadSkips = projects.some((project) => readSkips(root, project).length > 0);
  for (const project of projects) rmSync(skippedFile(root, project), { force: true });
  return hadSkips;
}

/**
 * A suite that did not load and a project without a report count as one failure each: nothing may fail unseen.
 * @returns {{ project: string, kind: string, passed: number, failed: number, skipped: number, failures: string[] }}
 */
export function addUpProject(root, project, kind) {
  const report = readReport(root, project, kind);
  if (!report)
    return { project, kind, passed: 0, failed: 1, skipped: 0, failures: [`${project}: ${kind} made no report`] };
  return {
    project,
    kind,
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap((suite) => failuresOf(root, suite)),
  };
}

function failuresOf(root, suite) {
  const file = relative(root, suite.name);
  const failed = suite.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => `${file}: ${fullName}`);
  return suite.status === 'failed' && failed.length === 0 ? [`${file}: the suite did not run`] : failed;
}

/**
 * A suite that needs a real part which is missing here writes a line { suite, reason } instead of passing without having run.
 * `isOutside: true` marks one whose material no clone holds (another project's test suite, say): CI cannot install it.
 * @returns {{ project: string, suite: string, reason: string, isOutside: boolean }[]}
 */
export function readSkips(root, project) {
  const lines = (readText(skippedFile(root, project)) ?? '').split('\n').filter((line) => line !== '');
  const said = lines.map((line) => JSON.parse(line));
  // Said again where only some suites of a project ran twice: once is enough.
  const bySuite = new Map(said.map(({ suite, reason, isOutside = false }) => [suite, { suite, reason, isOutside }]));
  return [...bySuite.values()].map((skip) => ({ project, ...skip }));
}

/** What is said of a suite that was skipped. */
export function lineOfSkip({ project, suite, reason, isOutside }, { isCi }) {
  return `${isCi && !isOutside ? 'FAILED (CI runs every suite)' : 'SKIPPED'}  ${project}: ${suite}: ${reason}`;
}

/**
 * The last line of `npm test`, and its verdict. On CI every part that can be installed must be there, so a suite that was
 * skipped for want of one is a failure.
 * @returns {{ line: string, isGreen: boolean }}
 */
export function verdict(results, skips, { isCi, exitCodes = [] }) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const unseen = sum('failed') === 0 && exitCodes.some((code) => code !== 0) ? 1 : 0;
  const passed = sum('passed');
  const inexcusable = isCi ? skips.filter(({ isOutside }) => !isOutside).length : 0;
  const failed = sum('failed') + unseen + inexcusable;
  const skipped = sum('skipped') + skips.length - inexcusable;
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, isGreen: failed === 0 && passed > 0 };
}

function readJson(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text);
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
