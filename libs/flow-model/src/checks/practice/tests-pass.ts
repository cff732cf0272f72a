import { runTests, type FlowTestResult } from '../../flow-tests/run-tests.ts';
import { planOf } from '../../plan/compile-steps.ts';
import type { Check, CheckContext } from '../check.ts';
import { finding, type Finding } from '../finding.ts';

/** A flow that brings tests passes them, and they leave no node out. Looks at flows that can be compiled only. */
export const testsPass: Check = {
  codes: ['E_TEST_FAILED', 'W_UNTESTED', 'INVALID'],
  find(context) {
    const tests = context.flow.tests ?? [];
    if (tests.length === 0) return [];
    const results = runTests(planOf(context.flow), tests);
    return [...results.flatMap(findDifferences), ...findUntested(context, results)];
  },
};

function findDifferences({ index, name, differences }: FlowTestResult): Finding[] {
  return differences.map(({ kind, fieldPath, message }) => {
    const code = kind === 'unreadable' ? 'INVALID' : 'E_TEST_FAILED';
    const place = { fieldPath: ['tests', String(index), fieldPath].filter((part) => part !== '').join('.') };
    const remedy = kind === 'unreadable' ? '' : ' Mend the flow, or the test if it asks for the wrong thing.';
    return finding(code, place, `Test "${name}": ${message}${remedy}`);
  });
}

function findUntested({ flow }: CheckContext, results: readonly FlowTestResult[]): Finding[] {
  const reached = new Set(results.flatMap(ranNodes));
  return flow.nodes
    .filter(({ key, kind }) => kind !== 'start' && !reached.has(key))
    .map(({ key }) => {
      const message = `No test of this flow runs ${key}: add one whose call comes here.`;
      return finding('W_UNTESTED', { nodeKey: key }, message);
    });
}

function ranNodes({ explanation }: FlowTestResult): string[] {
  if (explanation?.runs !== true) return [];
  return explanation.steps.filter(({ state }) => state !== 'skipped').map(({ key }) => key);
}
