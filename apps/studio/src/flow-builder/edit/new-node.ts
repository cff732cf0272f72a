import { labelOf, parseFlowDocument, type FlowDocument, type FlowNode, type NodeKind } from '@aftercall/flow-model';
import type { Point } from './places.ts';

/** The kinds that an author adds; Start is always there, Say cannot be. */
export type AddableKind = Exclude<NodeKind, 'start' | 'say'>;
export const ADDABLE_KINDS: readonly AddableKind[] = ['apiRequest', 'setVariable', 'decision'];

const LONGEST_KEY = 64;

const beginnings: Readonly<Record<AddableKind, object>> = {
  apiRequest: {},
  setVariable: { assignments: [{ variable: '', value: '' }] },
  decision: {
    branches: [{ key: 'branch_1', label: 'Branch 1', when: { all: [{ left: '', op: '==', right: '' }] } }],
  },
};

/** A node as it begins: everything at its default, its name and key free in the flow. */
export function newNode(flow: FlowDocument, kind: AddableKind, position: Point): FlowNode {
  const label = labelOf(kind);
  const key = freeKey(flow, label);
  const number = /_(\d+)$/.exec(key)?.[1];
  const name = number === undefined ? label : `${label} ${number}`;
  const node = { key, kind, name, position, config: beginnings[kind] };
  const parsed = parseFlowDocument({ format: 1, nodes: [node], edges: [] });
  const [made] = parsed.ok ? parsed.flow.nodes : [];
  if (made === undefined) throw new Error(`a new ${kind} does not fit the format`);
  return made;
}

/** `Get customer` → `get_customer`; what leaves nothing becomes `step`. */
export function keyFromName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const key = plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return key.slice(0, LONGEST_KEY - 4) || 'step';
}

/** A key made of a name that no node has: `get_customer`, then `get_customer_2`. */
export function freeKey(
  flow: Pick<FlowDocument, 'nodes'>,
  name: string,
  besides: ReadonlySet<string> = new Set(),
): string {
  const taken = new Set([...flow.nodes.map(({ key }) => key), ...besides]);
  return firstFree(keyFromName(name), taken);
}

/** `get_customer` → `get_customer_2`, `get_customer_2` → `get_customer_3`: the copy of a key. */
export function copiedKey(key: string, taken: ReadonlySet<string>): string {
  return taken.has(key) ? firstFree(key.replace(/_\d+$/, '').slice(0, LONGEST_KEY - 4), taken) : key;
}

function firstFree(wished: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wished)) return wished;
  for (let number = 2; ; number += 1) {
    const key = `${wished}_${String(number)}`;
    if (!taken.has(key)) return key;
  }
}
