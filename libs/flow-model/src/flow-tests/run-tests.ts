import { flowTest, type FlowTest } from '../document/flow-test.ts';
import { explainPlan, type CallExplanation } from '../explain/explain-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { compareWithExpected, type Difference } from './compare-with-expected.ts';

/** What became of one test of a flow. */
export interface FlowTestResult {
  /** Its place in `tests`, from 0. */
  index: number;
  name: string;
  passed: boolean;
  /** Every way in which what happened is not what was expected, in the order of the expectation. */
  differences: readonly Difference[];
  /** What happened; absent for a test that cannot be read. */
  explanation?: CallExplanation;
}

/** Runs tests as they are stored against a plan, in memory: nothing is sent. */
export function runTests(plan: Plan, tests: readonly unknown[]): FlowTestResult[] {
  return tests.map((stored, index) => {
    const read = flowTest.safeParse(stored);
    return read.success ? runTest(plan, read.data, index) : unreadable(stored, index, read.error.issues);
  });
}

function runTest(plan: Plan, test: FlowTest, index: number): FlowTestResult {
  const { name, event, answers, env } = test;
  const explanation = explainPlan(plan, { event, answers, env });
  const differences = compareWithExpected(explanation, test);
  return { index, name, passed: differences.length === 0, differences, explanation };
}

interface Issue {
  path: readonly PropertyKey[];
  code: string;
  message: string;
  keys?: readonly string[];
}

function unreadable(stored: unknown, index: number, issues: readonly Issue[]): FlowTestResult {
  const differences = issues.flatMap(({ path, code, message, keys = [''] }) =>
    keys.map((key): Difference => {
      const fieldPath = [...path, ...(key === '' ? [] : [key])].join('.');
      const says = code === 'unrecognized_keys' ? 'is not a field that tests know: remove it' : message;
      return { kind: 'unreadable', fieldPath, message: `${fieldPath === '' ? 'The test' : fieldPath} ${says}.` };
    }),
  );
  return { index, name: nameOf(stored) ?? `test ${String(index + 1)}`, passed: false, differences };
}

function nameOf(stored: unknown): string | undefined {
  if (typeof stored !== 'object' || stored === null || !('name' in stored)) return undefined;
  return typeof stored.name === 'string' ? stored.name : undefined;
}
