import type { FlowChange, FlowComparison } from '@aftercall/flow-model';

/** A comparison with its counts: a node is changed when a field of it is, or its key. */
export function comparisonView(comparison: FlowComparison) {
  const { changes } = comparison;
  const nodes = (kind: FlowChange['kind']): number =>
    changes.filter((change) => change.what === 'node' && change.kind === kind).length;
  const changed = changes.filter(({ what, kind }) => what === 'field' || (what === 'node' && kind === 'renamed'));
  return {
    ...comparison,
    changes: changes.map((change) => ({
      ...change,
      kind: change.kind.toUpperCase(),
      what: change.what.toUpperCase(),
    })),
    nodesAdded: nodes('added'),
    nodesRemoved: nodes('removed'),
    nodesChanged: new Set(changed.map(({ nodeKey }) => nodeKey)).size,
  };
}
