import type { ApiRequestNode } from '../../document/nodes/api-request.ts';
import { findHeaderNameProblem, isHeaderName } from '../../template/render-headers.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';
import { removing } from '../fix.ts';

/** Authors set no header that the sender, the auth profile or the idempotency key sets. */
export const headersAllowed: Check = {
  codes: ['E_HEADER_NOT_ALLOWED'],
  find({ flow }) {
    return flow.nodes.flatMap((node, at) => (node.kind === 'apiRequest' ? findIn(node, at) : []));
  },
};

function findIn(node: ApiRequestNode, at: number): Finding[] {
  const { headers, idempotency } = node.config;
  return [
    ...findInRows(node, ['nodes', at, 'config', 'headers'], headers),
    ...findInKeyHeader(node),
    ...findInRows(node, ['nodes', at, 'config', 'idempotency', 'lookup', 'headers'], idempotency.lookup?.headers ?? []),
  ];
}

function findInRows(node: ApiRequestNode, list: (string | number)[], rows: readonly { name: string }[]): Finding[] {
  return rows.flatMap(({ name }, index) => {
    const problem = findProblem(node, name);
    if (problem === undefined) return [];
    const place = { nodeKey: node.key, fieldPath: [...list.slice(2), index, 'name'].join('.') };
    const fix = problem.isSet ? removing(`Remove the header ${name}`, [...list, index]) : undefined;
    return [finding('E_HEADER_NOT_ALLOWED', place, `The header ${name} ${problem.says}.`, fix)];
  });
}

function findInKeyHeader({ key, config }: ApiRequestNode): Finding[] {
  const name = config.idempotency.header;
  const problem = findKeyHeaderProblem(name);
  if (problem === undefined) return [];
  const place = { nodeKey: key, fieldPath: 'config.idempotency.header' };
  return [finding('E_HEADER_NOT_ALLOWED', place, `The header ${name} ${problem}.`)];
}

interface HeaderProblem {
  says: string;
  /** The sender sets it anyway, so the author's own can go. */
  isSet: boolean;
}

/** An empty name is reported as missing, not here. */
function findProblem({ config }: ApiRequestNode, name: string): HeaderProblem | undefined {
  const lower = name.toLowerCase();
  if (lower === '') return undefined;
  if (lower === 'authorization' && config.authProfile) {
    return { says: 'is set by the auth profile: remove one of them', isSet: false };
  }
  if (lower === config.idempotency.header.toLowerCase()) {
    return { says: 'carries the idempotency key: remove it from the headers', isSet: true };
  }
  const says = findHeaderNameProblem(name);
  return says === undefined ? undefined : { says, isSet: isHeaderName(name) };
}

function findKeyHeaderProblem(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower === '') return undefined;
  const isTaken = lower === 'authorization' || lower === 'content-type';
  return isTaken ? 'carries something else: choose another for the key' : findHeaderNameProblem(name);
}
