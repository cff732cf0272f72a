import { buildContext, type Check } from '../checks/check.ts';
import type { Finding } from '../checks/finding.ts';
import type { Surroundings } from '../checks/surroundings.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { parseFlowDocument } from '../document/parse-document.ts';
import { compilePlan } from '../plan/compile-plan.ts';
import type { Plan } from '../plan/plan.ts';

type Config = Record<string, unknown>;
interface RawNode {
  key: string;
  kind: string;
  config: Config;
}

/** Nodes as an author writes them: what is left out gets its default. */
export const aStart = (config: Config = {}): RawNode => ({ key: 'start', kind: 'start', config });
export const aRequest = (key: string, config: Config = {}): RawNode => ({
  key,
  kind: 'apiRequest',
  config: { url: 'https://desk.example/', ...config },
});
export const anAssignment = (key: string, values: Config = { [key]: 'x' }): RawNode => ({
  key,
  kind: 'setVariable',
  config: { assignments: Object.entries(values).map(([variable, value]) => ({ variable, value })) },
});
export const aDecision = (key: string, branches: Record<string, unknown>): RawNode => ({
  key,
  kind: 'decision',
  config: { branches: Object.entries(branches).map(([branch, when]) => ({ key: branch, when })) },
});

/** Edges as `from.port -> to`; the port may be left out where the usual one is meant. */
export function edges(...lines: string[]): { from: string; port: string; to: string }[] {
  return lines.map((line) => {
    const [source = '', to = ''] = line.split(' -> ');
    const [from = '', port = 'next'] = source.split('.');
    return { from, port, to };
  });
}

/** A document with a Start, unless the nodes bring their own. */
export function aDocument(nodes: readonly RawNode[], lines: readonly string[]): unknown {
  const hasStart = nodes.some((node) => node.kind === 'start');
  return { format: 1, nodes: hasStart ? nodes : [aStart(), ...nodes], edges: edges(...lines) };
}

export function aFlow(nodes: readonly RawNode[], lines: readonly string[]): FlowDocument {
  const parsed = parseFlowDocument(aDocument(nodes, lines));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.flow;
}

export function aPlan(nodes: readonly RawNode[], lines: readonly string[]): Plan {
  const compiled = compilePlan(aFlow(nodes, lines));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  return compiled.plan;
}

/** A flow of Start and this one node. */
export function aFlowOf(node: RawNode): FlowDocument {
  return aFlow([node], [`start -> ${node.key}`]);
}

/** What one check reports, as `CODE nodeKey fieldPath`. */
export function reports(check: Check, flow: FlowDocument, surroundings: Surroundings = {}): string[] {
  return check.find(buildContext(flow, surroundings)).map(inShort);
}

export function inShort({ code, nodeKey, fieldPath }: Finding): string {
  return [code, nodeKey, fieldPath].filter((part) => part !== undefined).join(' ');
}
