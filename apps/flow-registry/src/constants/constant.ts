import { problem, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';

/** A value per workspace that flows read as `env.<name>`: what differs between staging and production. Never a secret. */
export interface Constant {
  name: string;
  value: string;
  updatedAt: Date;
  updatedBy: string;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
const MAX_VALUE_CHARACTERS = 10_000;

export function findConstantProblems(input: { name: string; value: string }): PlainProblem[] {
  const problems: PlainProblem[] = [];
  if (!NAME.test(input.name)) {
    const message = 'name must be letters, digits and underscores (at most 100), not beginning with a digit';
    problems.push(problem('INVALID', ['input', 'name'], message));
  }
  const rule = { maxCharacters: MAX_VALUE_CHARACTERS, isRequired: false, isMultiline: true };
  const valueProblem = findTextProblem(['input', 'value'], input.value, rule);
  if (valueProblem !== undefined) problems.push(valueProblem);
  return problems;
}
