import type { FlowDocument, FlowEdge } from '../document/flow-document.ts';
import type { Json } from '../document/json.ts';
import { labelOf, type FlowNode } from '../document/node-catalog.ts';
import { isSameJson } from '../document/same-json.ts';
import { compareValues, type ValueChange } from './compare-values.ts';
import { nameField } from './name-field.ts';
import { pairNodes } from './pair-nodes.ts';

/** One difference between two flows. */
export interface FlowChange {
  kind: 'added' | 'removed' | 'changed' | 'renamed';
  what: 'node' | 'edge' | 'field' | 'test';
  /** As in the newer flow, for what was removed as in the older. */
  nodeKey?: string;
  /** Within the node, dotted. */
  fieldPath?: string;
  before?: Json;
  after?: Json;
  /** The change in words, for the author. */
  message: string;
}

/** What differs between two flows, the older first: nodes in the order of the newer flow, then connections, then tests. */
export interface FlowComparison {
  /** Both run alike; nodes may have been moved on the canvas. */
  isSame: boolean;
  changes: FlowChange[];
  /** Keys of the nodes that stand elsewhere on the canvas; that is no change. */
  moved: string[];
}

/** Compares two flows by what they mean: positions, and the order of nodes and edges in the document, say nothing. */
export function compareFlows(older: FlowDocument, newer: FlowDocument): FlowComparison {
  const { pairs, added, removed } = pairNodes(older.nodes, newer.nodes);
  const renames = new Map(pairs.map(([before, after]) => [before.key, after.key]));
  const changes = [
    ...removed.map((node) => ofNode('removed', node)),
    ...newer.nodes.flatMap((node) => {
      const pair = pairs.find(([, after]) => after === node);
      if (pair !== undefined) return compareNodes(...pair);
      return added.includes(node) ? [ofNode('added', node)] : [];
    }),
    ...compareEdges(older, newer, renames),
    ...compareTests(older.tests ?? [], newer.tests ?? []),
  ];
  const moved = pairs.filter(([before, after]) => hasMoved(before, after)).map(([, after]) => after.key);
  return { isSame: changes.length === 0, changes, moved };
}

function titleOf(node: FlowNode): string {
  const name = node.name === undefined || node.name === '' ? node.key : node.name;
  return `${labelOf(node.kind)} "${name}"`;
}

function ofNode(kind: 'added' | 'removed', node: FlowNode): FlowChange {
  return { kind, what: 'node', nodeKey: node.key, message: `${titleOf(node)} was ${kind}.` };
}

function hasMoved(before: FlowNode, after: FlowNode): boolean {
  return before.position?.x !== after.position?.x || before.position?.y !== after.position?.y;
}

function compareNodes(before: FlowNode, after: FlowNode): FlowChange[] {
  const renamed: FlowChange[] =
    before.key === after.key
      ? []
      : [
          {
            kind: 'renamed',
            what: 'node',
            nodeKey: after.key,
            before: before.key,
            after: after.key,
            message: `${titleOf(after)} has the key ${after.key} now; it was ${before.key}.`,
          },
        ];
  const fields = compareValues(comparable(before), comparable(after));
  return [...renamed, ...fields.map((change) => ofField(after, change))];
}

/** What of a node changes its runs. */
function comparable({ name, config }: FlowNode): Json {
  // Config is JSON but for members that are undefined, which JSON has not.
  return JSON.parse(JSON.stringify({ name: name ?? '', config })) as Json;
}

function ofField(node: FlowNode, { kind, path, names, before, after }: ValueChange): FlowChange {
  const message = `${titleOf(node)}: ${nameField(names)} ${saysChange({ kind, before, after })}.`;
  const values = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return { kind, what: 'field', nodeKey: node.key, fieldPath: path.join('.'), ...values, message };
}

function saysChange({ kind, before, after }: Pick<ValueChange, 'kind' | 'before' | 'after'>): string {
  if (kind === 'added') return `was added: ${shown(after)}`;
  if (kind === 'removed') return `was removed; it was ${shown(before)}`;
  return `changed from ${shown(before)} to ${shown(after)}`;
}

/** Long values are cut: the change carries them whole. */
function shown(value: Json | undefined): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

type Flow = Pick<FlowDocument, 'nodes' | 'edges'>;

function compareEdges(older: Flow, newer: Flow, renames: ReadonlyMap<string, string>): FlowChange[] {
  const nowOf = (key: string): string => renames.get(key) ?? key;
  const before = older.edges.map((edge) => ({ ...edge, from: nowOf(edge.from), to: nowOf(edge.to) }));
  return [
    ...edgesWithout(before, newer.edges).map((edge) => ofEdge('removed', edge, older)),
    ...edgesWithout(newer.edges, before).map((edge) => ofEdge('added', edge, newer)),
  ];
}

function edgesWithout(edges: readonly FlowEdge[], others: readonly FlowEdge[]): FlowEdge[] {
  const idOf = ({ from, port, to }: FlowEdge): string => JSON.stringify([from, port, to]);
  const known = new Set(others.map(idOf));
  return edges.filter((edge) => !known.has(idOf(edge)));
}

function ofEdge(kind: 'added' | 'removed', { from, port, to }: FlowEdge, { nodes }: Flow): FlowChange {
  const [source, target] = [from, to].map((key) => {
    const node = nodes.find((one) => one.key === key);
    return node === undefined ? key : titleOf(node);
  });
  const exit = port === 'next' ? '' : ` (${port})`;
  const message = `The connection from ${source ?? from}${exit} to ${target ?? to} was ${kind}.`;
  return { kind, what: 'edge', nodeKey: from, message };
}

function compareTests(older: readonly Json[], newer: readonly Json[]): FlowChange[] {
  const nameOf = (test: Json, at: number): string => {
    const name = typeof test === 'object' && test !== null && !Array.isArray(test) ? test['name'] : undefined;
    return typeof name === 'string' ? name : `test ${String(at + 1)}`;
  };
  const before = new Map(older.map((test, at) => [nameOf(test, at), test]));
  const after = new Map(newer.map((test, at) => [nameOf(test, at), test]));
  const say = (kind: FlowChange['kind'], name: string): FlowChange => ({
    kind,
    what: 'test',
    message: `The test "${name}" was ${kind}.`,
  });
  return [
    ...[...before.keys()].filter((name) => !after.has(name)).map((name) => say('removed', name)),
    ...[...after].flatMap(([name, test]) => {
      const earlier = before.get(name);
      if (earlier === undefined) return [say('added', name)];
      return isSameJson(earlier, test) ? [] : [say('changed', name)];
    }),
  ];
}
