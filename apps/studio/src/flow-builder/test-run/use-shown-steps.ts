import { useTestRun, useView } from '../workbench/workbench-context.ts';
import type { TestStep } from './test-run-state.ts';

/** By node key, what the test run did that lies over the canvas; undefined when none does. */
export function useShownSteps(): ReadonlyMap<string, TestStep> | undefined {
  const isShown = useView((view) => view.showsTestRun);
  const steps = useTestRun((state) => (state.type === 'done' ? state.steps : undefined));
  return isShown ? steps : undefined;
}
