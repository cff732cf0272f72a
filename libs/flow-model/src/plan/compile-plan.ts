import { checkCompilable } from '../checks/check-flow.ts';
import type { Finding } from '../checks/finding.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { planOf } from './compile-steps.ts';
import type { Plan } from './plan.ts';

/** The plan, or the errors that keep the flow from running at all. */
export type CompiledPlan = { ok: true; plan: Plan } | { ok: false; findings: Finding[] };

/**
 * Makes a flow ready to run. It refuses only what cannot run at all: a version that was published under older, laxer
 * checks goes on running.
 */
export function compilePlan(flow: FlowDocument): CompiledPlan {
  const findings = checkCompilable(flow);
  return findings.length > 0 ? { ok: false, findings } : { ok: true, plan: planOf(flow) };
}
