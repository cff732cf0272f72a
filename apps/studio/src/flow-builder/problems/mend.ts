import { applyFix, parseFlowDocument, type Fix, type FlowDocument } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from '../edit/edit-outcome.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** Carries out a finding's own mend. */
export function mend(workbench: Workbench, fix: Fix): void {
  workbench.edit((flow) => mended(flow, fix));
}

/** The mended flow; refused when the flow has changed since it was checked and the mend no longer fits. */
export function mended(flow: FlowDocument, fix: Fix): EditOutcome {
  const fixed = applyFix(flow, fix);
  const parsed = fixed.ok ? parseFlowDocument(fixed.document) : undefined;
  if (parsed?.ok !== true) return refuse('The flow has changed since: look at the problem again.');
  return { ok: true, flow: parsed.flow, says: fix.label };
}
