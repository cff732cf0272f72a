import type { FlowDocument } from '../../document/flow-document.ts';
import { parseFlowDurationMs } from '../../document/duration.ts';
import { LIMITS } from '../../document/limits.ts';
import type { FlowNode } from '../../document/node-catalog.ts';
import { templateSites } from '../../template/template-sites.ts';
import type { Check } from '../check.ts';
import { finding, type Finding, type Place } from '../finding.ts';

/** How much there is of something that has a limit. */
interface Measure extends Place {
  fieldPath: string;
  what: string;
  amount: number;
  limit: number;
}

/** Counts, sizes and times stay inside the limits. */
export const limitsRespected: Check = { codes: ['E_LIMIT'], find: ({ flow }) => findBeyondLimits(flow) };

/** Linear in the size of the document, whatever it holds. */
export function findBeyondLimits(flow: FlowDocument): Finding[] {
  const measures = [...measureFlow(flow), ...flow.nodes.flatMap(measureNode)];
  return measures
    .filter(({ amount, limit }) => amount > limit)
    .map(({ what, amount, limit, ...place }) =>
      finding(
        'E_LIMIT',
        place,
        `${what}: ${String(amount)} is more than ${String(limit)}. Reduce it or divide the flow.`,
      ),
    );
}

function measureFlow(flow: FlowDocument): Measure[] {
  return [
    { fieldPath: 'nodes', what: 'Nodes', amount: flow.nodes.length, limit: LIMITS.nodeCount },
    { fieldPath: 'edges', what: 'Edges', amount: flow.edges.length, limit: LIMITS.edgeCount },
    { fieldPath: 'tests', what: 'Tests', amount: flow.tests?.length ?? 0, limit: LIMITS.testCount },
  ];
}

function measureNode(node: FlowNode): Measure[] {
  const rows = rowLists(node).map(([fieldPath, list]) => ({
    fieldPath,
    what: 'Rows',
    amount: list.length,
    limit: LIMITS.rowCount,
  }));
  const texts = templateSites(node).map(({ fieldPath, source }) => ({
    fieldPath,
    what: 'Characters in one text',
    amount: source.length,
    limit: LIMITS.textLength,
  }));
  return [...rows, ...texts, ...measureBody(node), ...measureTimes(node)].map((measure) => ({
    nodeKey: node.key,
    ...measure,
  }));
}

type RowLists = [fieldPath: string, list: readonly unknown[]][];

function rowLists(node: FlowNode): RowLists {
  switch (node.kind) {
    case 'start':
      return [
        ['config.variables', node.config.variables],
        ['config.endNodeIds', node.config.endNodeIds],
      ];
    case 'apiRequest':
      return requestLists(node.config);
    case 'setVariable':
      return [['config.assignments', node.config.assignments]];
    case 'decision':
      return [
        ['config.branches', node.config.branches],
        ...node.config.branches.flatMap(({ when }, at): RowLists =>
          typeof when === 'string' ? [] : [[`config.branches.${String(at)}.when`, when.all ?? when.any ?? []]],
        ),
      ];
    case 'say':
      return [];
    default:
      return node satisfies never;
  }
}

function requestLists({ query, headers, body, mapping, idempotency }: RequestConfig): RowLists {
  const lookup = idempotency.lookup;
  return [
    ['config.query', query],
    ['config.headers', headers],
    ['config.body.form', body?.type === 'form' ? body.form : []],
    ['config.mapping', mapping],
    ['config.idempotency.lookup.query', lookup?.query ?? []],
    ['config.idempotency.lookup.headers', lookup?.headers ?? []],
    ['config.idempotency.lookup.mapping', lookup?.mapping ?? []],
  ];
}

type RequestConfig = Extract<FlowNode, { kind: 'apiRequest' }>['config'];

function measureBody(node: FlowNode): Measure[] {
  const body = node.kind === 'apiRequest' ? node.config.body : undefined;
  if (body?.type !== 'json') return [];
  const amount = JSON.stringify(body.json ?? null).length;
  return [{ fieldPath: 'config.body.json', what: 'Characters in the body', amount, limit: LIMITS.bodyLength }];
}

function measureTimes(node: FlowNode): Measure[] {
  if (node.kind !== 'apiRequest') return [];
  const { timeoutMs, retry } = node.config;
  return [
    { fieldPath: 'config.timeoutMs', what: 'Milliseconds', amount: timeoutMs, limit: LIMITS.timeoutMs },
    { fieldPath: 'config.retry.schedule', what: 'Retries', amount: retry.schedule.length, limit: LIMITS.retryCount },
    ...retry.schedule.map((delay, at) => ({
      fieldPath: `config.retry.schedule.${String(at)}`,
      what: 'Milliseconds before a retry',
      amount: parseFlowDurationMs(delay) ?? 0,
      limit: LIMITS.retryDelayMs,
    })),
  ];
}
