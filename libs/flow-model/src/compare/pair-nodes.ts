import type { FlowNode } from '../document/node-catalog.ts';
import type { Json } from '../document/json.ts';
import { isSameJson } from '../document/same-json.ts';

/** The nodes of two flows, laid side by side. */
export interface PairedNodes {
  pairs: (readonly [before: FlowNode, after: FlowNode])[];
  added: FlowNode[];
  removed: FlowNode[];
}

/** Same key and kind is the same node; so is, among those left over, the only one of the same content under another key. */
export function pairNodes(older: readonly FlowNode[], newer: readonly FlowNode[]): PairedNodes {
  const pairs: PairedNodes['pairs'] = [];
  let removed = [...older];
  let added = [...newer];
  const pair = (before: FlowNode, after: FlowNode): void => {
    pairs.push([before, after]);
    removed = removed.filter((node) => node !== before);
    added = added.filter((node) => node !== after);
  };
  for (const after of newer) {
    const before = removed.find(({ key, kind }) => key === after.key && kind === after.kind);
    if (before !== undefined) pair(before, after);
  }
  for (const after of added) {
    const alike = removed.filter((node) => isAlike(node, after));
    const [only] = alike;
    if (only !== undefined && alike.length === 1) pair(only, after);
  }
  return { pairs, added, removed };
}

function isAlike(one: FlowNode, other: FlowNode): boolean {
  return one.kind === other.kind && isSameJson(contentOf(one), contentOf(other));
}

function contentOf({ config }: FlowNode): Json {
  return JSON.parse(JSON.stringify(config)) as Json;
}
