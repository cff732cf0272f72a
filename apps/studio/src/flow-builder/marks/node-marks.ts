import { isSameJson, sampledRequest, type ApiRequestNode, type FlowNode } from '@aftercall/flow-model';
import type { SampleState } from '../sample/sample-store.ts';

/** A small icon at the right of a node's name. */
export type NodeMark = 'mtls' | 'tested' | 'untested' | 'pinned' | 'stale';

interface Known {
  readonly sample: Pick<SampleState, 'sent' | 'pinned'>;
  /** Names of auth profiles that show a client certificate. */
  readonly mtlsProfiles: ReadonlySet<string>;
  /** As it is live: production has tried it. */
  readonly isLive: boolean;
}

/** What is worth seeing of a request from afar: a client certificate, whether it was tried as it is now, a pinned answer. */
export function marksOf(node: FlowNode, known: Known): readonly NodeMark[] {
  if (node.kind !== 'apiRequest') return [];
  const pinned = known.sample.pinned.find(({ nodeKey }) => nodeKey === node.key);
  const marks: NodeMark[] = [];
  if (known.mtlsProfiles.has(node.config.authProfile ?? '')) marks.push('mtls');
  if (wasTried(node, known.sample)) marks.push('tested');
  else if (!known.isLive) marks.push('untested');
  if (pinned !== undefined) marks.push(isSameJson(pinned.request, sampledRequest(node)) ? 'pinned' : 'stale');
  return marks;
}

/** An answer is known to the request as it stands. */
function wasTried(node: ApiRequestNode, { sent, pinned }: Known['sample']): boolean {
  const asked = [sent[node.key]?.request, pinned.find(({ nodeKey }) => nodeKey === node.key)?.request];
  return asked.some((request) => request !== undefined && isSameJson(request, sampledRequest(node)));
}

const WORDS: Readonly<Record<NodeMark, string>> = {
  mtls: 'client certificate',
  tested: 'tested',
  untested: 'not tested',
  pinned: 'sample pinned',
  stale: 'pinned sample is older than the request',
};

/** `tested`, for people who hear it. */
export function markWord(mark: NodeMark): string {
  return WORDS[mark];
}
