import type { MappingRow } from '../../document/nodes/api-request.ts';
import { compileJsonPath } from '../../template/json-path.ts';
import { isHeaderName } from '../../template/render-headers.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';

/** Each mapping's path is one of RFC 9535 and finds one value, or several for a list; a header's is its name. */
export const jsonPathsValid: Check = {
  codes: ['E_BAD_JSONPATH'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap(({ key, config }) => [
      ...findIn(key, 'config.mapping', config.mapping),
      ...findIn(key, 'config.idempotency.lookup.mapping', config.idempotency.lookup?.mapping ?? []),
    ]);
  },
};

function findIn(nodeKey: string, list: string, rows: readonly MappingRow[]): Finding[] {
  return rows.flatMap((row, at) => {
    const problem = row.path.trim() === '' ? undefined : findPathProblem(row);
    if (problem === undefined) return [];
    const place = { nodeKey, fieldPath: `${list}.${String(at)}.path` };
    return [finding('E_BAD_JSONPATH', place, `The path ${row.path} cannot be used: ${problem}.`)];
  });
}

/** What keeps a row from being read, as half a sentence. */
export function findPathProblem({ from, path, type }: MappingRow): string | undefined {
  if (from === 'status') return 'a status has no path: remove it';
  if (from === 'header')
    return isHeaderName(path) ? undefined : 'it is no header name: use letters, digits and hyphens';
  const compiled = compileJsonPath(path);
  if (!compiled.ok) return compiled.problem;
  if (compiled.path.isSingular || type === 'json') return undefined;
  return 'it may find several values: choose the type json for a list of them, or a path to one';
}
