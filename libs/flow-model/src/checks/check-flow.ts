import type { FlowDocument } from '../document/flow-document.ts';
import { parseFlowDocument } from '../document/parse-document.ts';
import { withoutUnknownFields } from '../document/without-unknown-fields.ts';
import { authoringChecks, compileChecks, runningChecks } from './all-checks.ts';
import { buildContext, type Check, type CheckContext } from './check.ts';
import { findBeyondLimits } from './fields/limits-respected.ts';
import type { Finding } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Everything there is to say about a flow, in a stable order: what does not fit the format, then check by check in the
 * order of the document. A document with nothing worse than unknown fields is checked as if they were not there.
 */
export function checkFlow(value: unknown, surroundings: Surroundings): Finding[] {
  const parsed = parseFlowDocument(value);
  if (parsed.ok) return checkDocument(parsed.flow, surroundings);
  const cleaned = parseFlowDocument(withoutUnknownFields(value));
  return cleaned.ok ? [...parsed.findings, ...checkDocument(cleaned.flow, surroundings)] : parsed.findings;
}

/** What keeps a flow from being compiled. */
export function checkCompilable(flow: FlowDocument): Finding[] {
  const beyond = findBeyondLimits(flow);
  return beyond.length > 0 ? beyond : runChecks(compileChecks, buildContext(flow, {})).filter(isError);
}

/** A flow beyond its limits is not looked at further: they bound what the other checks cost. */
function checkDocument(flow: FlowDocument, surroundings: Surroundings): Finding[] {
  const beyond = findBeyondLimits(flow);
  if (beyond.length > 0) return beyond;
  const context = buildContext(flow, surroundings);
  const compiling = runChecks(compileChecks, context);
  const running = compiling.some(isError) ? [] : runChecks(runningChecks, context);
  return [...compiling, ...runChecks(authoringChecks, context), ...running];
}

function runChecks(checks: readonly Check[], context: CheckContext): Finding[] {
  return checks.flatMap((check) => check.find(context));
}

function isError({ severity }: Finding): boolean {
  return severity === 'ERROR';
}
