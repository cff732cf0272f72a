import type { FlowNode } from '../../document/node-catalog.ts';
import type { ApiRequestNode, LookupConfig, MappingRow } from '../../document/nodes/api-request.ts';
import type { Branch, ConditionRow, DecisionNode } from '../../document/nodes/decision.ts';
import type { Assignment } from '../../document/nodes/set-variable.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';

/** Path and what is asked for, of a field that is empty. */
type Missing = readonly [fieldPath: string, what: string];

/** What a node needs is there. */
export const fieldsFilled: Check = {
  codes: ['E_REQUIRED', 'E_LOOKUP_MISSING'],
  find({ flow }) {
    return flow.nodes.flatMap((node) => [
      ...missingIn(node).map(([fieldPath, what]) =>
        finding('E_REQUIRED', { nodeKey: node.key, fieldPath }, `${what} is missing: fill it in.`),
      ),
      ...(node.kind === 'apiRequest' ? lookupMissing(node) : []),
    ]);
  },
};

/** A look-up without a URL is none yet: forms begin with such a one. */
function lookupMissing({ key: nodeKey, config: { idempotency } }: ApiRequestNode): Finding[] {
  const { inDoubt, lookup } = idempotency;
  if (inDoubt !== 'lookup' || (lookup !== undefined && lookup.url.trim() !== '')) return [];
  const message = 'To look it up first, say how: add a lookup with url and found, or choose repeat or review.';
  const fieldPath = `config.idempotency.lookup${lookup === undefined ? '' : '.url'}`;
  return [finding('E_LOOKUP_MISSING', { nodeKey, fieldPath }, message)];
}

function missingIn(node: FlowNode): Missing[] {
  switch (node.kind) {
    case 'start':
      return missingIf(node.config.outcomes.length === 0, 'config.outcomes', 'At least one outcome');
    case 'apiRequest':
      return missingInRequest(node);
    case 'setVariable':
      if (node.config.assignments.length === 0) return [['config.assignments', 'At least one variable']];
      return inRows('config.assignments', node.config.assignments, missingInAssignment);
    case 'decision':
      return missingInDecision(node);
    case 'say':
      return [];
    default:
      return node satisfies never;
  }
}

function missingInRequest({ config }: ApiRequestNode): Missing[] {
  const { body, idempotency } = config;
  const lookup = idempotency.inDoubt === 'lookup' ? idempotency.lookup : undefined;
  return [
    ...missingIf(config.url, 'config.url', 'The URL'),
    ...missingNames('config.query', config.query),
    ...missingNames('config.headers', config.headers),
    ...(body?.type === 'form' ? missingNames('config.body.form', body.form) : []),
    ...missingIf(config.success.length === 0, 'config.success', 'At least one status that counts as success'),
    ...inRows('config.mapping', config.mapping, missingInMapping),
    ...missingIf(idempotency.header, 'config.idempotency.header', 'The name of the header for the key'),
    ...(lookup === undefined ? [] : missingInLookup('config.idempotency.lookup', lookup)),
  ];
}

function missingInLookup(at: string, lookup: LookupConfig): Missing[] {
  return [
    ...missingIf(lookup.found, `${at}.found`, 'The condition that says whether it happened'),
    ...missingNames(`${at}.query`, lookup.query),
    ...missingNames(`${at}.headers`, lookup.headers),
    ...inRows(`${at}.mapping`, lookup.mapping, missingInMapping),
  ];
}

function missingInDecision({ config: { branches } }: DecisionNode): Missing[] {
  if (branches.length === 0) return [['config.branches', 'At least one branch']];
  return inRows('config.branches', branches, missingInBranch);
}

function missingInBranch(at: string, { when }: Branch): Missing[] {
  if (typeof when === 'string') return missingIf(when, `${at}.when`, 'The condition');
  const list = when.all === undefined ? 'any' : 'all';
  const rows = when.all ?? when.any ?? [];
  if (rows.length === 0) return [[`${at}.when.${list}`, 'At least one row of the condition']];
  return inRows(`${at}.when.${list}`, rows, missingInRow);
}

function missingInRow(at: string, { left, op, right }: ConditionRow): Missing[] {
  const needsRight = op !== 'exists' && op !== 'not_exists';
  return [
    ...missingIf(left === undefined || left === '', `${at}.left`, 'The value to compare'),
    ...missingIf(needsRight && right === undefined, `${at}.right`, 'The value to compare with'),
  ];
}

function missingInMapping(at: string, { variable, from, path }: MappingRow): Missing[] {
  const what = from === 'header' ? "The header's name" : 'The JSON path';
  return [
    ...missingIf(variable, `${at}.variable`, "The variable's name"),
    ...missingIf(from !== 'status' && path === '', `${at}.path`, what),
  ];
}

function missingInAssignment(at: string, { variable, value }: Assignment): Missing[] {
  return [
    ...missingIf(variable, `${at}.variable`, "The variable's name"),
    ...missingIf(value === undefined, `${at}.value`, 'The value'),
  ];
}

function missingNames(at: string, rows: readonly { name: string }[]): Missing[] {
  return inRows(at, rows, (row, { name }) => missingIf(name, `${row}.name`, 'The name'));
}

function inRows<Row>(at: string, rows: readonly Row[], missing: (at: string, row: Row) => Missing[]): Missing[] {
  return rows.flatMap((row, index) => missing(`${at}.${String(index)}`, row));
}

function missingIf(value: string | boolean, fieldPath: string, what: string): Missing[] {
  const isMissing = typeof value === 'string' ? value.trim() === '' : value;
  return isMissing ? [[fieldPath, what]] : [];
}
