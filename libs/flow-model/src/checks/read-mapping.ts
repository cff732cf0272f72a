import { z } from 'zod';
import { mappingRow } from '../document/nodes/api-request.ts';
import { compileMapping } from '../template/map-response.ts';
import type { Answer, MappedAnswer } from '../template/exchange.ts';
import { findPathProblem } from './fields/json-paths-valid.ts';

/** A mapping that stands in no document, ready to read answers; or what is wrong with it, with the row. */
export type MappingReading = { ok: true; map: (answer: Answer) => MappedAnswer } | { ok: false; problem: string };

/** Reads rows as a flow document has them, for an answer that is mapped once more with a mended mapping. */
export function readMapping(rows: unknown): MappingReading {
  const parsed = z.array(mappingRow).safeParse(rows);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, problem: `${(issue?.path ?? []).join('.')}: ${issue?.message ?? 'cannot be used'}` };
  }
  for (const [index, row] of parsed.data.entries()) {
    const problem = row.variable === '' ? 'variable is empty: name it' : findPathProblem(row);
    if (problem !== undefined) return { ok: false, problem: `${String(index)}: ${problem}` };
  }
  return { ok: true, map: compileMapping(parsed.data) };
}
