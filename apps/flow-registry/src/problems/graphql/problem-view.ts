import type { Finding } from '@aftercall/flow-model';
import type { Outcome, Problem } from '../problem.ts';

export interface ProblemView {
  __typename: 'InputProblem' | 'FlowProblem' | 'InUseProblem';
  code: string;
  message: string;
  path: readonly string[] | null;
  nodeKey?: string | null;
  fieldPath?: string | null;
  severity?: 'ERROR' | 'WARNING';
  range?: { start: number; end: number } | null;
  fix?: Finding['fix'] | null;
  /** Ids; a resolver makes actions of them. */
  usedBy?: readonly string[];
}

export function problemView(problem: Problem): ProblemView {
  const path = problem.path.length === 0 ? null : problem.path;
  if ('severity' in problem) return { ...findingView(problem), path };
  const { code, message } = problem;
  if ('usedBy' in problem) return { __typename: 'InUseProblem', code, message, path, usedBy: problem.usedBy };
  return { __typename: 'InputProblem', code, message, path };
}

export function findingView(finding: Finding): ProblemView {
  return {
    __typename: 'FlowProblem',
    code: finding.code,
    message: finding.message,
    path: null,
    nodeKey: finding.nodeKey ?? null,
    fieldPath: finding.fieldPath ?? null,
    severity: finding.severity,
    range: finding.range === undefined ? null : { start: finding.range.from, end: finding.range.to },
    fix: finding.fix ?? null,
  };
}

/** An outcome as a mutation's payload: the entity under its name, or null, and the problems. */
export function payload<Name extends string, Value, View>(
  name: Name,
  outcome: Outcome<Value>,
  view: (value: Value) => View,
): Record<Name, View | null> & { userErrors: ProblemView[] } {
  const value = outcome.ok ? outcome.value : outcome.current;
  const entity = { [name]: value === undefined ? null : view(value) } as Record<Name, View | null>;
  return { ...entity, userErrors: outcome.ok ? [] : outcome.problems.map(problemView) };
}
