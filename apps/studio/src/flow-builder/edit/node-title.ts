import type { FlowDocument, FlowNode } from '@aftercall/flow-model';
import { exitsOf } from '../../flow-graph/node-shape.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';

export function nodeOf(flow: FlowDocument, key: string): FlowNode | undefined {
  return flow.nodes.find((node) => node.key === key);
}

/** What people call a node; the key itself when no such node is there. */
export function titleOfKey(flow: FlowDocument, key: string): string {
  const node = nodeOf(flow, key);
  return node === undefined ? key : titleOf(node);
}

/** "Create ticket", "Create ticket and Route", "3 steps". */
export function titlesOf(flow: FlowDocument, keys: readonly string[]): string {
  const titles = keys.map((key) => titleOfKey(flow, key));
  if (titles.length > 2) return `${String(titles.length)} steps`;
  return titles.join(' and ');
}

/** What an exit is called on the card: a branch's label, else the port's own name. */
export function portLabel(node: FlowNode, port: string): string {
  return exitsOf(node).find((exit) => exit.port === port)?.label ?? port;
}
