import { problem, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';

/** The tenant. Its id is what the header, the event attribute and the topics use, so it never changes. */
export interface Workspace {
  id: string;
  name: string;
  createdAt: Date;
}

/** Where a key of the installation acts when it names no workspace. */
export const DEFAULT_WORKSPACE = 'default';

/** Safe in a header, a URL, a topic map and a key of the feed. */
const WORKSPACE_ID = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function isWorkspaceId(text: string): boolean {
  return WORKSPACE_ID.test(text);
}

export function findWorkspaceProblems(input: { id: string; name: string }): PlainProblem[] {
  const problems: PlainProblem[] = [];
  if (!isWorkspaceId(input.id)) {
    const message = 'id must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends';
    problems.push(problem('INVALID', ['input', 'id'], message));
  }
  const nameProblem = findTextProblem(['input', 'name'], input.name, { maxCharacters: 100 });
  if (nameProblem !== undefined) problems.push(nameProblem);
  return problems;
}
