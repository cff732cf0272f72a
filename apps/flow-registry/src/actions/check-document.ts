import { parseFlowDocument } from '@aftercall/flow-model';
import type { FlowProblem } from '../problems/problem.ts';
import { findStorageFinding } from './flow-limits.ts';

/** What keeps a value from being stored as a draft: it is no flow document, or cannot be kept as one. `path` leads to it. */
export function findDocumentProblems(flow: unknown, path: readonly string[]): FlowProblem[] {
  const unstorable = findStorageFinding(flow);
  if (unstorable !== undefined) return [{ ...unstorable, path }];
  const parsed = parseFlowDocument(flow);
  return parsed.ok ? [] : parsed.findings.map((finding) => ({ ...finding, path }));
}
