import { renameStepIn, type FlowDocument, type FlowEdge, type FlowNode } from '@aftercall/flow-model';
import { refuse, type EditOutcome } from './edit-outcome.ts';
import { boxAround, freePlace } from './free-place.ts';
import { copiedKey } from './new-node.ts';
import { positionOf, snapped, type Point } from './places.ts';
import { nodeOf, titlesOf } from './node-title.ts';

/** Some steps of a flow and the connections between them. */
export interface FlowPiece {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** The chosen nodes without Start, which every flow has once, and the edges between them. */
export function cutOut(flow: FlowDocument, keys: readonly string[]): FlowPiece {
  const chosen = new Set(keys);
  const nodes = flow.nodes.filter((node) => chosen.has(node.key) && node.kind !== 'start');
  const kept = new Set(nodes.map(({ key }) => key));
  return { nodes, edges: flow.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)) };
}

/**
 * Puts copies into a flow, their middle at a point, under keys that are free. What they read of each other follows their
 * new keys; what they read of steps that were not copied stays as it is, and becomes a problem where no such step is.
 */
export function pasteNodes(flow: FlowDocument, piece: FlowPiece, middle: Point): EditOutcome {
  const nodes = piece.nodes.filter((node) => node.kind !== 'start');
  const around = boxAround(nodes);
  if (around === undefined) return refuse('Nothing to paste: it holds no steps.');
  const { width, height } = around;
  const place = freePlace(flow, { width, height }, { x: middle.x - width / 2, y: middle.y - height / 2 });
  const by = { x: place.x - around.x, y: place.y - around.y };
  const { copies, newKeyOf } = copyNodes(flow, nodes, by);
  const edges = piece.edges.flatMap(({ from, port, to }): FlowEdge[] => {
    const [newFrom, newTo] = [newKeyOf.get(from), newKeyOf.get(to)];
    return newFrom === undefined || newTo === undefined ? [] : [{ from: newFrom, port, to: newTo }];
  });
  const pasted = { ...flow, nodes: [...flow.nodes, ...copies], edges: [...flow.edges, ...edges] };
  const select = copies.map(({ key }) => key);
  return { ok: true, flow: pasted, says: `Pasted ${titlesOf(pasted, select)}`, select };
}

/** Copies nodes to beside where they stand. */
export function duplicateNodes(flow: FlowDocument, keys: readonly string[]): EditOutcome {
  const piece = cutOut(flow, keys);
  const around = boxAround(piece.nodes);
  if (around === undefined) return refuse(keys.length === 0 ? 'Nothing is selected.' : 'Start cannot be copied.');
  const beside = { x: around.x + around.width * 1.5 + 32, y: around.y + around.height / 2 + 32 };
  const outcome = pasteNodes(flow, piece, beside);
  const title = titlesOf(
    flow,
    piece.nodes.map(({ key }) => key),
  );
  return outcome.ok ? { ...outcome, says: `Duplicated ${title}` } : outcome;
}

function copyNodes(
  flow: FlowDocument,
  nodes: readonly FlowNode[],
  by: Point,
): { copies: FlowNode[]; newKeyOf: ReadonlyMap<string, string> } {
  const taken = new Set(flow.nodes.map(({ key }) => key));
  const newKeyOf = new Map<string, string>();
  for (const { key } of nodes) {
    const newKey = copiedKey(key, taken);
    taken.add(newKey);
    newKeyOf.set(key, newKey);
  }
  const renames = [...newKeyOf].filter(([key, newKey]) => key !== newKey);
  const copies = nodes.map((node) => {
    const { x, y } = positionOf(node);
    const placed = { ...node, position: snapped({ x: x + by.x, y: y + by.y }) };
    const rewritten = rewriteSteps(placed, renames);
    const key = newKeyOf.get(node.key) ?? node.key;
    return { ...rewritten, key, ...copiedName(rewritten, nodeOf(flow, node.key) !== undefined) };
  });
  return { copies, newKeyOf };
}

/** Through names that no key can be, so that `a → b` and `b → c` do not run into each other. */
function rewriteSteps(node: FlowNode, renames: readonly (readonly [string, string])[]): FlowNode {
  const between = (at: number): string => `copied ${String(at)}`;
  const parted = renames.reduce((one, [key], at) => renameStepIn(one, key, between(at)), node);
  return renames.reduce((one, [, newKey], at) => renameStepIn(one, between(at), newKey), parted);
}

function copiedName({ name }: FlowNode, isTaken: boolean): { name?: string } {
  if (name === undefined || name === '' || !isTaken) return {};
  const [, base = name, number] = /^(.*?)(?: (\d+))?$/s.exec(name) ?? [];
  return { name: `${base} ${String(Number(number ?? 1) + 1)}`.slice(0, 120) };
}
