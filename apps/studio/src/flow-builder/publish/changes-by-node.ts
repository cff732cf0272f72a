import { compareFlows, type FlowChange, type FlowDocument, type FlowNode } from '@aftercall/flow-model';
import { nodeOf } from '../edit/node-title.ts';

/** What became of one node since the version that is compared with. */
export interface NodeChange {
  readonly node: FlowNode;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly fields: readonly FlowChange[];
}

/** All that differs, by node; positions are counted apart. */
export interface ChangesByNode {
  readonly nodes: readonly NodeChange[];
  /** Connections and tests, in words. */
  readonly others: readonly FlowChange[];
  readonly movedCount: number;
}

/** Compares the draft with a version; against none, every step is new. */
export function changesByNode(older: FlowDocument | undefined, newer: FlowDocument): ChangesByNode {
  const { changes, moved } = compareFlows(older ?? { format: 1, nodes: [], edges: [] }, newer);
  const ofNodes = changes.filter(({ what }) => what === 'node' || what === 'field');
  const keys = [...new Set(ofNodes.flatMap(({ nodeKey }) => nodeKey ?? []))];
  const nodes = keys.flatMap((key): NodeChange[] => {
    const own = ofNodes.filter(({ nodeKey }) => nodeKey === key);
    const whole = own.find(({ what, kind }) => what === 'node' && kind !== 'renamed')?.kind;
    const kind = whole === 'added' || whole === 'removed' ? whole : 'changed';
    const node = nodeOf(kind === 'removed' && older !== undefined ? older : newer, key);
    return node === undefined ? [] : [{ node, kind, fields: own.filter(({ what }) => what === 'field') }];
  });
  const others = changes.filter(({ what }) => what === 'edge' || what === 'test');
  return { nodes, others, movedCount: moved.length };
}
