import type { FlowDocument } from '../document/flow-document.ts';
import { compilePlan } from '../plan/compile-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { explainPlan, type CallExplanation, type Rehearsal } from './explain-plan.ts';

/**
 * Imagines the run of a flow for one call: the way it would take and the requests it would make, as the executor would
 * render them but for credentials and the headers that the sender adds. Pure: nothing is sent, nothing waits; a request
 * that fails is taken to have failed for good.
 */
export function explainCall(flow: FlowDocument | Plan, rehearsal: Rehearsal): CallExplanation {
  const compiled = 'graph' in flow ? { ok: true as const, plan: flow } : compilePlan(flow);
  if (compiled.ok) return explainPlan(compiled.plan, rehearsal);
  const message = 'The flow cannot run: mend the findings first.';
  return { runs: false, code: 'FLOW_INVALID', message, findings: compiled.findings };
}
