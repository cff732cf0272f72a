import type { Json } from '../../document/json.ts';
import type { ApiRequestNode } from '../../document/nodes/api-request.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import { isSameJson } from '../../document/same-json.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** The same GET is not sent a second time behind the first, unless a request between them may have changed the answer. */
export const askedOnce: Check = {
  codes: ['W_COULD_BE_ONE_REQUEST'],
  find({ flow, graph }) {
    const requests = nodesOf(flow, 'apiRequest');
    const writes = requests.filter(({ config }) => config.method !== 'GET').map(({ key }) => key);
    const reads = requests.filter(({ config }) => config.method === 'GET');
    return reads.flatMap((node) => {
      const before = new Set(graph.ancestors(node.key));
      const writesBefore = writes.filter((key) => before.has(key));
      const isUnchanged = (earlier: string): boolean =>
        !writesBefore.some((write) => graph.ancestors(write).includes(earlier));
      const earlier = reads.find(
        (other) => before.has(other.key) && isSameJson(askedBy(other), askedBy(node)) && isUnchanged(other.key),
      );
      if (earlier === undefined) return [];
      const message = `${earlier.key} has asked the same before: read steps.${earlier.key}.response, or map there what is needed.`;
      return [finding('W_COULD_BE_ONE_REQUEST', { nodeKey: node.key }, message)];
    });
  },
};

function askedBy({ config: { url, query, headers, authProfile } }: ApiRequestNode): Json {
  return [url.trim(), query, headers, authProfile ?? null];
}
