import { parseFlowDocument, type FlowDocument } from '@aftercall/flow-model';

interface RawNode {
  key: string;
  kind: string;
  name?: string;
  config?: object;
  position?: { x: number; y: number };
}

/** Nodes as an author writes them, each by its key; a Start is added unless they bring one. */
export const aStart = (config: object = {}): RawNode => ({ key: 'start', kind: 'start', config });
export const aRequest = (key: string, config: object = {}): RawNode => ({
  key,
  kind: 'apiRequest',
  config: { url: 'https://desk.example/', ...config },
});
export const anAssignment = (key: string, values: Record<string, unknown> = { [key]: 'x' }): RawNode => ({
  key,
  kind: 'setVariable',
  config: { assignments: Object.entries(values).map(([variable, value]) => ({ variable, value })) },
});
export const aDecision = (key: string, branches: Record<string, unknown> = { yes: 'true' }): RawNode => ({
  key,
  kind: 'decision',
  config: { branches: Object.entries(branches).map(([branch, when]) => ({ key: branch, label: branch, when })) },
});

/**
 * A flow of nodes and of edges written as `from.port -> to`; the port may be left out where it is `next`.
 * Every node has a place: in one column, in the order given, unless it brings its own.
 */
export function drawFlow(nodes: readonly RawNode[], ...lines: readonly string[]): FlowDocument {
  const all = nodes.some(({ kind }) => kind === 'start') ? nodes : [aStart(), ...nodes];
  const edges = lines.map((line) => {
    const [source = '', to = ''] = line.split(' -> ');
    const [from = '', port = 'next'] = source.split('.');
    return { from, port, to };
  });
  const placed = all.map((node, at) => ({ ...node, position: node.position ?? { x: 0, y: at * 160 } }));
  const parsed = parseFlowDocument({ format: 1, nodes: placed, edges });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.flow;
}

/** The edges as they are written above. */
export function linesOf(flow: FlowDocument): string[] {
  return flow.edges.map(({ from, port, to }) => `${port === 'next' ? from : `${from}.${port}`} -> ${to}`);
}
