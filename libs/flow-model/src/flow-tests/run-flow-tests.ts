import type { Finding } from '../checks/finding.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { compilePlan } from '../plan/compile-plan.ts';
import { runTests, type FlowTestResult } from './run-tests.ts';

/** The results, or why the flow cannot run at all. */
export type FlowTestRun = { ok: true; results: FlowTestResult[] } | { ok: false; findings: Finding[] };

/** Runs the tests that a flow brings, in memory and in milliseconds; nothing is sent. A flow without tests has no results. */
export function runFlowTests(flow: FlowDocument): FlowTestRun {
  const compiled = compilePlan(flow);
  if (!compiled.ok) return { ok: false, findings: compiled.findings };
  return { ok: true, results: runTests(compiled.plan, flow.tests ?? []) };
}
