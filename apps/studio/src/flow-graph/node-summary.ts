import type { ApiRequestNode, DecisionNode, FlowNode, SetVariableNode, StartNode } from '@aftercall/flow-model';
import { nodeKindLooks } from '../node-kinds/node-kind-looks.ts';

/** What people call a node. */
export function titleOf(node: FlowNode): string {
  if (node.name !== undefined && node.name !== '') return node.name;
  return node.kind === 'start' ? nodeKindLooks.start.label : node.key;
}

/** One line that says what the node does, for its card. */
export function summaryOf(node: FlowNode): string {
  switch (node.kind) {
    case 'start':
      return startSummary(node);
    case 'apiRequest':
      return requestSummary(node);
    case 'setVariable':
      return assignmentsSummary(node);
    case 'decision':
      return decisionSummary(node);
    case 'say':
      return 'Nobody listens after a call';
    default:
      return node satisfies never;
  }
}

function startSummary({ config }: StartNode): string {
  const outcomes = config.outcomes.length === 0 ? 'no outcome' : config.outcomes.join(', ');
  const end = config.endNodeIds.length === 0 ? '' : ` · ${String(config.endNodeIds.length)} end nodes`;
  return `${config.event} · ${outcomes}${end}`;
}

function requestSummary({ config }: ApiRequestNode): string {
  const place = config.url.replace(/^[a-z]+:\/\//i, '').replace(/\{\{\s*env\.(\w+)\s*\}\}/g, '$1');
  return place === '' ? `${config.method} …` : `${config.method} ${place}`;
}

function assignmentsSummary({ config }: SetVariableNode): string {
  const [first] = config.assignments;
  if (first === undefined) return 'Nothing assigned yet';
  const value = typeof first.value === 'string' ? first.value : JSON.stringify(first.value ?? null);
  const more = config.assignments.length > 1 ? `, +${String(config.assignments.length - 1)}` : '';
  return `${first.variable === '' ? '…' : first.variable} = ${value}${more}`;
}

function decisionSummary({ config }: DecisionNode): string {
  const [first] = config.branches;
  if (first === undefined) return 'No branch yet';
  return conditionText(first.when);
}

/** A condition as it reads on a card: without braces and the prefix that every name of the call has. */
function conditionText(when: DecisionNode['config']['branches'][number]['when']): string {
  if (typeof when === 'string') return when === '' ? 'No condition yet' : shortNames(when);
  const rows = when.all ?? when.any ?? [];
  const [row] = rows;
  if (row === undefined) return 'No condition yet';
  const sides = [row.left, row.op, row.right].filter((part) => part !== undefined);
  const text = sides.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ');
  const joint = when.all === undefined ? 'or' : 'and';
  return shortNames(rows.length > 1 ? `${text} ${joint} ${String(rows.length - 1)} more` : text);
}

function shortNames(text: string): string {
  return text.replace(/\{\{\s*|\s*\}\}/g, '').replace(/\binteraction\./g, '');
}
