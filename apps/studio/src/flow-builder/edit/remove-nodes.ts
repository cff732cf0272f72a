import type { FlowDocument } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { nodeOf, titlesOf } from './node-title.ts';

/** Takes nodes away, with every edge to and from them. Start stays. */
export function removeNodes(flow: FlowDocument, keys: readonly string[]): EditOutcome {
  const removable = keys.filter((key) => !['start', undefined].includes(nodeOf(flow, key)?.kind));
  if (removable.length === 0) return refuse(keys.length === 0 ? 'Nothing is selected.' : 'Start cannot be deleted.');
  const gone = new Set(removable);
  const edges = flow.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
  const cut = flow.edges.length - edges.length;
  const also = cut === 0 ? '' : ` and ${String(cut)} ${cut === 1 ? 'connection' : 'connections'}`;
  return {
    ok: true,
    flow: { ...flow, nodes: flow.nodes.filter(({ key }) => !gone.has(key)), edges },
    says: `Deleted ${titlesOf(flow, removable)}${also}`,
    select: [],
  };
}
