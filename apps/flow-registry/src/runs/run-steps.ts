import { compilePlan, parseFlowDocument, type Plan, type PlannedStep } from '@aftercall/flow-model';
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

/** The plan that a version was run by; undefined when its flow can no longer be read. */
export function planOfVersion(flow: unknown): Plan | undefined {
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok) return undefined;
  const compiled = compilePlan(parsed.flow);
  return compiled.ok ? compiled.plan : undefined;
}

/** Every node of the version but Start, in plan order. */
export function runSteps(plan: Plan, rows: readonly StepHistoryRow[]): RunStep[] {
  const byNode = new Map(rows.map((row) => [row.node_key, row]));
  return plan.steps.map(({ key, name, kind }) => {
    const row = byNode.get(key);
    return { key, name, kind, status: row?.status ?? 'PENDING', row };
  });
}
