import type { TrialProblem } from '@aftercall/wire-format';
import { problemCodes, type Problem, type ProblemCode } from '../problems/problem.ts';

/** What the executor says is wrong, as callers hear it. */
export function problemsOf(problems: readonly TrialProblem[]): Problem[] {
  return problems.map(({ code, message, path, severity, nodeKey, fieldPath }): Problem => {
    if (severity === undefined) return { code: knownCode(code), message, path };
    const place = { ...(nodeKey === undefined ? {} : { nodeKey }), ...(fieldPath === undefined ? {} : { fieldPath }) };
    return { code, severity, message, path, ...place };
  });
}

function knownCode(code: string): ProblemCode {
  return problemCodes.find((known) => known === code) ?? 'INVALID';
}
