import type { Json } from '../../document/json.ts';
import type { ApiRequestNode } from '../../document/nodes/api-request.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import { isSameJson } from '../../document/same-json.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { sampleOf } from '../surroundings.ts';

/** A pinned answer belongs to the request as it is now. */
export const samplesFresh: Check = {
  codes: ['W_STALE_SAMPLE'],
  find({ flow, surroundings }) {
    return nodesOf(flow, 'apiRequest').flatMap((node) => {
      const pinned = sampleOf(surroundings, node.key)?.request;
      if (pinned === undefined || isSameJson(pinned, sampledRequest(node))) return [];
      const message = 'The request has changed since its sample was pinned: send it again and pin what comes.';
      return [finding('W_STALE_SAMPLE', { nodeKey: node.key }, message)];
    });
  },
};

/** What of a request decides its answer, as it is pinned beside a sample. */
export function sampledRequest({ config }: ApiRequestNode): Json {
  const { method, url, query, headers, body, authProfile } = config;
  return JSON.parse(
    JSON.stringify({ method, url, query, headers, body: body ?? null, authProfile: authProfile ?? null }),
  ) as Json;
}
