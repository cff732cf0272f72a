import { isJsonObject, type Json } from '../document/json.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import type { ApiRequestConfig, LookupConfig, RequestBody } from '../document/nodes/api-request.ts';
import type { Branch, ConditionRow } from '../document/nodes/decision.ts';

/** Gives the text that takes the place of another. */
export type ChangeText = (text: string, kind: 'template' | 'condition') => string;

/** The node with every text changed in which names may stand; a look-up that is not asked is changed as well. */
export function mapTexts<Node extends FlowNode>(node: Node, change: ChangeText): Node {
  return { ...node, config: mapConfig(node, change) };
}

function mapConfig(node: FlowNode, change: ChangeText): FlowNode['config'] {
  switch (node.kind) {
    case 'say':
      return node.config;
    case 'start': {
      const { condition } = node.config;
      return { ...node.config, condition: condition === null ? null : change(condition, 'condition') };
    }
    case 'setVariable':
      return {
        assignments: node.config.assignments.map((row) =>
          row.value === undefined ? row : { ...row, value: mapTree(row.value, change) },
        ),
      };
    case 'decision':
      return {
        branches: node.config.branches.map((branch) => ({ ...branch, when: mapWhen(branch.when, change) })),
      };
    case 'apiRequest':
      return mapRequest(node.config, change);
    default:
      return node satisfies never;
  }
}

function mapRequest(config: ApiRequestConfig, change: ChangeText): ApiRequestConfig {
  const { idempotency } = config;
  return {
    ...config,
    url: change(config.url, 'template'),
    query: mapRows(config.query, change),
    headers: mapRows(config.headers, change),
    ...(config.body === undefined || config.body === null ? {} : { body: mapBody(config.body, change) }),
    idempotency:
      idempotency.lookup === undefined
        ? idempotency
        : { ...idempotency, lookup: mapLookup(idempotency.lookup, change) },
  };
}

function mapLookup(lookup: LookupConfig, change: ChangeText): LookupConfig {
  return {
    ...lookup,
    url: change(lookup.url, 'template'),
    query: mapRows(lookup.query, change),
    headers: mapRows(lookup.headers, change),
    found: change(lookup.found, 'condition'),
  };
}

function mapBody(body: RequestBody, change: ChangeText): RequestBody {
  switch (body.type) {
    case 'json':
      return body.json === undefined ? body : { ...body, json: mapTree(body.json, change) };
    case 'form':
      return { ...body, form: mapRows(body.form, change) };
    case 'raw':
      return { ...body, raw: change(body.raw, 'template') };
    default:
      return body satisfies never;
  }
}

function mapWhen(when: Branch['when'], change: ChangeText): Branch['when'] {
  if (typeof when === 'string') return change(when, 'condition');
  const rows = (list: readonly ConditionRow[]): ConditionRow[] =>
    list.map((row) => ({
      ...row,
      ...(row.left === undefined ? {} : { left: mapTree(row.left, change) }),
      ...(row.right === undefined ? {} : { right: mapTree(row.right, change) }),
    }));
  return {
    ...(when.all === undefined ? {} : { all: rows(when.all) }),
    ...(when.any === undefined ? {} : { any: rows(when.any) }),
  };
}

function mapRows<Row extends { value: string }>(rows: readonly Row[], change: ChangeText): Row[] {
  return rows.map((row) => ({ ...row, value: change(row.value, 'template') }));
}

function mapTree(tree: Json, change: ChangeText): Json {
  if (typeof tree === 'string') return change(tree, 'template');
  if (Array.isArray(tree)) return tree.map((member) => mapTree(member, change));
  if (!isJsonObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, member]) => [name, mapTree(member, change)]));
}
