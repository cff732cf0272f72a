import { isJsonObject, type Json } from '../document/json.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import type { ApiRequestConfig, LookupConfig, RequestBody } from '../document/nodes/api-request.ts';
import type { Branch } from '../document/nodes/decision.ts';
import { compileCondition, type Compiled } from './expression.ts';
import type { Reference } from './references.ts';
import { compileTemplate } from './template.ts';

/** One text of a node in which templates or an expression may stand. */
export interface TemplateSite {
  /** Within the node, as in findings. */
  fieldPath: string;
  kind: 'template' | 'condition';
  source: string;
  /** Seen before by the rows above in the same list, by variable name. */
  ownVariables?: readonly string[];
  /** The `found` expression of a look-up: it alone may read `response`. */
  isFound?: boolean;
}

/** Every place of a node that names can be read from, in the order of the document; empty texts are left out. */
export function templateSites(node: FlowNode): TemplateSite[] {
  return allSites(node).filter((site) => site.source.trim() !== '');
}

/** The names that a site reads, or why it does not compile. */
export function readSite(site: TemplateSite): Compiled<readonly Reference[]> {
  if (site.kind === 'condition') {
    const compiled = compileCondition(site.source);
    return compiled.ok ? { ok: true, value: compiled.value.references } : compiled;
  }
  const compiled = compileTemplate(site.source);
  if (!compiled.ok) return compiled;
  return { ok: true, value: compiled.value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.references)) };
}

function allSites(node: FlowNode): TemplateSite[] {
  switch (node.kind) {
    case 'say':
      return [];
    case 'start':
      return node.config.condition === null ? [] : [condition('config.condition', node.config.condition)];
    case 'apiRequest':
      return requestSites(node.config);
    case 'setVariable':
      return node.config.assignments.flatMap(({ value }, at, rows) => {
        const ownVariables = rows.slice(0, at).map((row) => row.variable);
        return treeSites(`config.assignments.${String(at)}.value`, value ?? null).map((site) => ({
          ...site,
          ownVariables,
        }));
      });
    case 'decision':
      return node.config.branches.flatMap((branch, at) => whenSites(`config.branches.${String(at)}.when`, branch.when));
    default:
      return node satisfies never;
  }
}

function requestSites(config: ApiRequestConfig): TemplateSite[] {
  const { idempotency } = config;
  const lookup = idempotency.inDoubt === 'lookup' ? idempotency.lookup : undefined;
  return [
    template('config.url', config.url),
    ...rowSites('config.query', config.query),
    ...rowSites('config.headers', config.headers),
    ...bodySites(config.body),
    ...lookupSites(lookup),
  ];
}

function lookupSites(lookup: LookupConfig | undefined): TemplateSite[] {
  if (lookup === undefined) return [];
  const at = 'config.idempotency.lookup';
  return [
    template(`${at}.url`, lookup.url),
    ...rowSites(`${at}.query`, lookup.query),
    ...rowSites(`${at}.headers`, lookup.headers),
    { ...condition(`${at}.found`, lookup.found), isFound: true },
  ];
}

function bodySites(body: RequestBody | null | undefined): TemplateSite[] {
  switch (body?.type) {
    case 'json':
      return treeSites('config.body.json', body.json ?? null);
    case 'form':
      return rowSites('config.body.form', body.form);
    case 'raw':
      return [template('config.body.raw', body.raw)];
    default:
      return [];
  }
}

function whenSites(fieldPath: string, when: Branch['when']): TemplateSite[] {
  if (typeof when === 'string') return [condition(fieldPath, when)];
  const list = when.all === undefined ? 'any' : 'all';
  return (when.all ?? when.any ?? []).flatMap(({ left, right }, at) => [
    ...treeSites(`${fieldPath}.${list}.${String(at)}.left`, left ?? null),
    ...treeSites(`${fieldPath}.${list}.${String(at)}.right`, right ?? null),
  ]);
}

function rowSites(fieldPath: string, rows: readonly { value: string }[]): TemplateSite[] {
  return rows.map(({ value }, at) => template(`${fieldPath}.${String(at)}.value`, value));
}

function treeSites(fieldPath: string, tree: Json): TemplateSite[] {
  if (typeof tree === 'string') return [template(fieldPath, tree)];
  if (!Array.isArray(tree) && !isJsonObject(tree)) return [];
  return Object.entries(tree).flatMap(([name, member]) => treeSites(`${fieldPath}.${name}`, member));
}

function template(fieldPath: string, source: string): TemplateSite {
  return { fieldPath, kind: 'template', source };
}

function condition(fieldPath: string, source: string): TemplateSite {
  return { fieldPath, kind: 'condition', source };
}
