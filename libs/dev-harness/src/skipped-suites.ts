import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A suite that could not run here, as `npm test` tells it. */
export interface SkippedSuite {
  readonly suite: string;
  /** What is missing, and the remedy. */
  readonly reason: string;
  /** No clone and no package can bring what is missing: CI, too, does without. */
  readonly isOutside?: boolean;
}

const reports = resolve(import.meta.dirname, '../../../reports');

/**
 * Says that a suite is not run for want of a real part, so that `npm test` names it at its end, and fails where CI runs it.
 * A line each, added at the end: suites run in several processes at once.
 * @param project - default: whose suites this process runs (tools/test/jest.mjs says so)
 */
export function reportSkippedSuite(
  skipped: SkippedSuite,
  project = process.env['AFTERCALL_PROJECT'] ?? 'unknown',
): void {
  const file = join(reports, `${project}.skipped.jsonl`);
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(skipped)}\n`);
}
