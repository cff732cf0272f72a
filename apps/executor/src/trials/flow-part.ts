import { compilePlan, parseFlowDocument, type ApiRequestPlan, type Finding, type Plan } from '@aftercall/flow-model';
import type { TrialProblem } from '@aftercall/wire-format';

/** A flow that can be tried, or what is wrong with it. */
export type TriedFlow = { ok: true; plan: Plan; start: StartFacts } | { ok: false; problems: TrialProblem[] };

/** What Start says about the calls that it hears. */
export interface StartFacts {
  event: 'call.ended' | 'call.analyzed';
  variables: readonly { name: string; sample?: unknown }[];
}

const AT_FLOW = ['input', 'flow'];

/** Makes a whole flow ready to be tried. */
export function readFlow(flow: unknown): TriedFlow {
  const parsed = parseFlowDocument(flow);
  if (!parsed.ok) return refused(parsed.findings);
  const compiled = compilePlan(parsed.flow);
  if (!compiled.ok) return refused(compiled.findings);
  const start = parsed.flow.nodes.find((node) => node.kind === 'start');
  if (start === undefined) throw new Error('a flow without Start was compiled');
  const { event, variables } = start.config;
  return { ok: true, plan: compiled.plan, start: { event, variables } };
}

/** One request of a flow, with what comes before it. */
export type TriedRequest = (TriedFlow & { ok: true; step: ApiRequestPlan }) | { ok: false; problems: TrialProblem[] };

/**
 * Makes one request of a flow ready to be sent. Only what leads to it counts: an author sends a request while the rest of the
 * flow is still half drawn, and before it is connected.
 */
export function readRequest(flow: unknown, nodeKey: string): TriedRequest {
  const node = listOf(flow, 'nodes').find((one) => memberOf(one, 'key') === nodeKey);
  if (node === undefined) return wrongNode('NOT_FOUND', 'the flow has no node with this key');
  if (memberOf(node, 'kind') !== 'apiRequest') return wrongNode('INVALID', 'this node sends nothing');
  const read = readFlow(partLeadingTo(flow as object, nodeKey));
  if (!read.ok) return read;
  const step = read.plan.steps.find(({ key }) => key === nodeKey);
  if (step?.kind !== 'apiRequest') throw new Error('a request was compiled to something else');
  return { ...read, step };
}

function wrongNode(code: string, what: string): { ok: false; problems: TrialProblem[] } {
  const message = `${what}: name one of the flow's API Requests`;
  return { ok: false, problems: [{ code, path: ['input', 'nodeKey'], message }] };
}

/** The document without what does not lead to the node; a node that nothing leads to is put behind Start. */
function partLeadingTo(flow: object, nodeKey: string): unknown {
  const edges = listOf(flow, 'edges');
  const nodes = listOf(flow, 'nodes');
  const starts = nodes.filter((node) => memberOf(node, 'kind') === 'start').map((node) => memberOf(node, 'key'));
  const wanted = new Set<unknown>([...starts, nodeKey, ...ancestorsOf(edges, nodeKey)]);
  const isWanted = (edge: unknown): boolean => wanted.has(memberOf(edge, 'from')) && wanted.has(memberOf(edge, 'to'));
  const kept = edges.filter(isWanted);
  const isConnected = kept.some((edge) => starts.includes(memberOf(edge, 'from')));
  const way = isConnected || starts[0] === undefined ? [] : [{ from: starts[0], port: 'next', to: nodeKey }];
  return {
    ...flow,
    nodes: nodes.filter((node) => wanted.has(memberOf(node, 'key'))),
    edges: [...kept, ...way],
    tests: [],
  };
}

function ancestorsOf(edges: readonly unknown[], nodeKey: string): Set<unknown> {
  const found = new Set<unknown>();
  const open: unknown[] = [nodeKey];
  while (open.length > 0) {
    const key = open.pop();
    for (const edge of edges) {
      const from = memberOf(edge, 'from');
      if (memberOf(edge, 'to') !== key || found.has(from)) continue;
      found.add(from);
      open.push(from);
    }
  }
  return found;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function refused(findings: readonly Finding[]): { ok: false; problems: TrialProblem[] } {
  return {
    ok: false,
    problems: findings.map(({ code, severity, message, nodeKey, fieldPath }) => ({
      code,
      severity,
      message,
      path: AT_FLOW,
      ...(nodeKey === undefined ? {} : { nodeKey }),
      ...(fieldPath === undefined ? {} : { fieldPath }),
    })),
  };
}
