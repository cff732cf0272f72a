import { compilePlan, parseFlowDocument, type PlannedStep } from '@aftercall/flow-model';
import type { StepHistoryRow, StepStatus } from '@aftercall/wire-format';

/** One node of a run: what the version says about it, and what the ledger says became of it. */
export interface RunStep {
  key: string;
  name: string;
  kind: PlannedStep['kind'];
  status: StepStatus;
  /** Undefined: the ledger has no row, the node was not reached. */
  row: StepHistoryRow | undefined;
}

/** Every node of the version but Start, in plan order. */
export function plannedSteps(flow: unknown): readonly Pick<RunStep, 'key' | 'name' | 'kind'>[] {
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok) return [];
  const compiled = compilePlan(parsed.flow);
  if (!compiled.ok) return [];
  return compiled.plan.steps.map((step) => ({ key: step.key, name: step.name, kind: step.kind }));
}

export function runSteps(flow: unknown, rows: readonly StepHistoryRow[]): RunStep[] {
  const byNode = new Map(rows.map((row) => [row.node_key, row]));
  return plannedSteps(flow).map((step) => {
    const row = byNode.get(step.key);
    return { ...step, status: row?.status ?? 'PENDING', row };
  });
}
