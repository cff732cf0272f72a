import { parseFlowDurationMs } from '../document/duration.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import type { ApiRequestNode } from '../document/nodes/api-request.ts';
import type { DecisionNode } from '../document/nodes/decision.ts';
import type { SetVariableNode } from '../document/nodes/set-variable.ts';
import { compileStatusPatterns } from '../document/status-pattern.ts';
import { compileMapping } from '../template/map-response.ts';
import { compileRequest } from '../template/render-request.ts';
import { compileWhen } from '../template/condition-rows.ts';
import { compileTree } from '../template/template.ts';
import { buildGraph, type FlowGraph } from './graph.ts';
import { compileLookup } from './lookup-plan.ts';
import type { ApiRequestPlan, DecisionPlan, Plan, PlannedStep, SetVariablePlan } from './plan.ts';
import { compileStart } from './start-plan.ts';

/**
 * The plan of a flow that the compile checks let pass.
 * @throws Error when they would not.
 */
export function planOf(flow: FlowDocument): Plan {
  const start = flow.nodes.find((node) => node.kind === 'start');
  if (start === undefined) throw new Error('unchecked flow: it has no Start');
  const graph = buildGraph(flow);
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]));
  const steps = graph.order.flatMap((key) => compileStep(nodes.get(key), graph));
  return { start: compileStart(start), steps, graph };
}

function compileStep(node: FlowNode | undefined, graph: FlowGraph): PlannedStep[] {
  switch (node?.kind) {
    case undefined:
    case 'start':
    case 'say':
      return [];
    case 'apiRequest':
      return [compileApiRequest(node, graph)];
    case 'setVariable':
      return [compileSetVariable(node)];
    case 'decision':
      return [compileDecision(node)];
    default:
      return node satisfies never;
  }
}

function naming(node: FlowNode): { key: string; name: string } {
  return { key: node.key, name: node.name === undefined || node.name === '' ? node.key : node.name };
}

function compileApiRequest(node: ApiRequestNode, graph: FlowGraph): ApiRequestPlan {
  const { config } = node;
  const { header, honoured, inDoubt, lookup } = config.idempotency;
  return {
    ...naming(node),
    kind: 'apiRequest',
    ...(config.authProfile ? { authProfile: config.authProfile } : {}),
    method: config.method,
    timeoutMs: config.timeoutMs,
    retryScheduleMs: config.retry.schedule.map((delay) => parseFlowDurationMs(delay) ?? 0),
    isSuccess: compileStatusPatterns(config.success),
    idempotency: { header, honoured, inDoubt },
    render: compileRequest(config),
    map: compileMapping(config.mapping),
    ...(inDoubt === 'lookup' && lookup !== undefined ? { lookup: compileLookup(node.key, lookup) } : {}),
    hasFailureExit: graph.outgoing(node.key).some((edge) => edge.port === 'failure'),
  };
}

function compileSetVariable(node: SetVariableNode): SetVariablePlan {
  const rows = node.config.assignments.map((row) => ({ name: row.variable, value: compileTree(row.value ?? null) }));
  return {
    ...naming(node),
    kind: 'setVariable',
    assign: (scope) => {
      let variables = scope.variables;
      const made = rows.map(({ name, value }) => {
        const pair = [name, value({ ...scope, variables })] as const;
        variables = Object.fromEntries([...Object.entries(variables), pair]);
        return pair;
      });
      return Object.fromEntries(made);
    },
  };
}

function compileDecision(node: DecisionNode): DecisionPlan {
  const branches = node.config.branches.map(({ key, when }) => ({ key, holds: compileWhen(when) }));
  return {
    ...naming(node),
    kind: 'decision',
    decide: (scope) => branches.find(({ holds }) => holds(scope))?.key ?? 'otherwise',
  };
}
