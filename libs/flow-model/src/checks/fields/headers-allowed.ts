import type { ApiRequestNode } from '../../document/nodes/api-request.ts';
import { findHeaderNameProblem } from '../../template/render-headers.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';

/** Authors set no header that the sender, the auth profile or the idempotency key sets. */
export const headersAllowed: Check = {
  codes: ['E_HEADER_NOT_ALLOWED'],
  find({ flow }) {
    return nodesOf(flow, 'apiRequest').flatMap((node) => {
      const { headers, idempotency } = node.config;
      const report = (fieldPath: string, name: string, problem: string | undefined): Finding[] =>
        problem === undefined
          ? []
          : [finding('E_HEADER_NOT_ALLOWED', { nodeKey: node.key, fieldPath }, `The header ${name} ${problem}.`)];
      const inRows = (at: string, rows: readonly { name: string }[]): Finding[] =>
        rows.flatMap(({ name }, index) => report(`${at}.${String(index)}.name`, name, findProblem(node, name)));
      return [
        ...inRows('config.headers', headers),
        ...report('config.idempotency.header', idempotency.header, findKeyHeaderProblem(idempotency.header)),
        ...inRows('config.idempotency.lookup.headers', idempotency.lookup?.headers ?? []),
      ];
    });
  },
};

/** An empty name is reported as missing, not here. */
function findProblem({ config }: ApiRequestNode, name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === '') return undefined;
  if (lower === 'authorization' && config.authProfile) return 'is set by the auth profile: remove one of them';
  if (lower === config.idempotency.header.toLowerCase())
    return 'carries the idempotency key: remove it from the headers';
  return findHeaderNameProblem(name);
}

function findKeyHeaderProblem(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === '') return undefined;
  const isTaken = lower === 'authorization' || lower === 'content-type';
  return isTaken ? 'carries something else: choose another for the key' : findHeaderNameProblem(name);
}
