import type { FlowDocument } from '@aftercall/flow-model';
import { nodeOf } from './node-title.ts';
import type { Point } from './places.ts';
import type { ReadCurl } from '../curl/read-curl.ts';
import { addNode } from './add-node.ts';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { updateConfig } from './update-node.ts';

/** A new API Request that does what a curl command does. */
export function addCurlRequest(flow: FlowDocument, { config }: ReadCurl, at: Point): EditOutcome {
  const added = addNode(flow, 'apiRequest', at);
  if (!added.ok) return added;
  const key = added.select?.[0] ?? '';
  const filled = takeCurl(added.flow, key, { config });
  return filled.ok ? { ...filled, says: 'Pasted a curl command as a new API Request', select: [key] } : filled;
}

/** Puts what a curl command does into a request that is there; what the command does not say stays. */
export function takeCurl(flow: FlowDocument, key: string, { config }: Pick<ReadCurl, 'config'>): EditOutcome {
  if (nodeOf(flow, key)?.kind !== 'apiRequest') return refuse('The step is no longer there.');
  const taken = updateConfig(flow, { key, kind: 'apiRequest', what: 'the request' }, (before) => ({
    ...before,
    ...config,
    query: [...config.query],
    headers: [...config.headers],
  }));
  return taken.ok ? { ...taken, says: 'Took the request from a curl command' } : taken;
}
