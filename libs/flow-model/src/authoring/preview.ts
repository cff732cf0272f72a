import { readCallEvent, type CallEventFacts } from '../call/call-facts.ts';
import { findPathProblem } from '../checks/fields/json-paths-valid.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { isJsonObject, type Json, type JsonObject } from '../document/json.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import type { ApiRequestConfig, MappingRow } from '../document/nodes/api-request.ts';
import type { Assignment } from '../document/nodes/set-variable.ts';
import type { Branch } from '../document/nodes/decision.ts';
import { buildGraph } from '../plan/graph.ts';
import { visibleScope } from '../plan/visible-scope.ts';
import type { StepOutput } from '../plan/visible-scope.ts';
import { compileWhen } from '../template/condition-rows.ts';
import type { Answer, MappedAnswer, Rendering } from '../template/exchange.ts';
import { compileCondition } from '../template/expression.ts';
import { compileMapping } from '../template/map-response.ts';
import { compileRequest } from '../template/render-request.ts';
import type { Scope } from '../template/scope.ts';
import { compileTemplate, compileTree, evaluateTemplate } from '../template/template.ts';

/** What an editor shows values with: one call, the answers known so far, the workspace's constants. */
export interface Sample {
  event: CallEventFacts;
  /** By node key; a request without one made nothing yet. */
  answers: Readonly<Record<string, Answer>>;
  env: Readonly<Record<string, string>>;
}

/** A value, or why there is none. */
export type Preview<Value = Json> = { ok: true; value: Value } | { ok: false; problem: string };

/**
 * What a node would read if every node before it had run. Works on half-done flows: what does not compile makes nothing.
 * @param row - position of the row in Set Variable that reads; those above it have been worked through
 */
export function previewScope(flow: FlowDocument, sample: Sample, nodeKey: string, row = 0): Scope {
  const { interaction, variables } = readCallEvent(sample.event);
  const graph = buildGraph(flow);
  const outputs = new Map<string, StepOutput>();
  const facts = {
    interaction,
    variables: { ...declaredSamples(flow), ...variables },
    env: { ...sample.env },
    run: RUN,
    outputs,
  };
  const scopeAt = (key: string): Scope => visibleScope({ graph, steps: [], start: NO_START }, key, facts);
  for (const key of graph.ancestors(nodeKey)) {
    const node = flow.nodes.find((one) => one.key === key);
    const answer = Object.hasOwn(sample.answers, key) ? sample.answers[key] : undefined;
    if (node !== undefined) outputs.set(key, outputOf(node, answer, scopeAt(key)));
  }
  const own = flow.nodes.find(({ key }) => key === nodeKey);
  const scope = scopeAt(nodeKey);
  return own?.kind === 'setVariable' ? assignAll(own.config.assignments.slice(0, row), scope) : scope;
}

/** A text with its values in it; one that is a single template keeps the value's type. */
export function previewTemplate(text: string, scope: Scope): Preview {
  const compiled = compileTemplate(text);
  return compiled.ok ? { ok: true, value: evaluateTemplate(compiled.value, scope) } : compiled;
}

/** A JSON tree with its values in it; a string that cannot be read stays as it is written. */
export function previewTree(tree: Json, scope: Scope): Json {
  if (typeof tree === 'string') {
    const shown = previewTemplate(tree, scope);
    return shown.ok ? shown.value : tree;
  }
  if (Array.isArray(tree)) return tree.map((member) => previewTree(member, scope));
  if (!isJsonObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, member]) => [name, previewTree(member, scope)]));
}

/** Whether a branch's condition holds. */
export function previewWhen(when: Branch['when'], scope: Scope): Preview<boolean> {
  if (typeof when === 'string') {
    const compiled = compileCondition(when);
    return compiled.ok ? { ok: true, value: compiled.value.holds(scope) } : compiled;
  }
  return attempt(() => compileWhen(when)(scope));
}

/** The request as it would be sent, but for credentials and the headers that the sender adds. */
export function previewRequest(config: ApiRequestConfig, scope: Scope): Preview<Rendering> {
  return attempt(() => compileRequest(config)(scope));
}

/** What a mapping makes of an answer; rows that cannot be read are problems. */
export function previewMapping(rows: readonly MappingRow[], answer: Answer): MappedAnswer {
  const mapped: MappedAnswer = { variables: {}, externalIds: [], problems: [] };
  for (const row of rows.filter(({ variable }) => variable !== '')) {
    const unreadable = row.from === 'status' ? undefined : findPathProblem(row);
    if (unreadable !== undefined) {
      mapped.problems.push({ code: 'MAPPING_FAILED', variable: row.variable, message: unreadable });
      continue;
    }
    const { variables, externalIds, problems } = compileMapping([row])(answer);
    Object.assign(mapped.variables, variables);
    mapped.externalIds.push(...externalIds);
    mapped.problems.push(...problems);
  }
  return mapped;
}

const RUN: Scope['run'] = { id: 'sample', startedAt: '1970-01-01T00:00:00.000Z' };
/** Only the way to a node is looked at, never whether Start hears the call. */
const NO_START = { key: '', hears: () => ({ heard: true }) as const, mayHear: () => ({ heard: true }) as const };

function declaredSamples(flow: FlowDocument): JsonObject {
  const start = flow.nodes.find((node) => node.kind === 'start');
  const samples = (start?.config.variables ?? []).map(({ name, sample }) => [name, sample ?? null] as const);
  return Object.fromEntries(samples);
}

function outputOf(node: FlowNode, answer: Answer | undefined, scope: Scope): StepOutput {
  if (node.kind === 'setVariable') {
    const { variables } = assignAll(node.config.assignments, scope);
    const own = new Set(node.config.assignments.map(({ variable }) => variable));
    return { variables: Object.fromEntries(Object.entries(variables).filter(([name]) => own.has(name))) };
  }
  if (node.kind !== 'apiRequest') return {};
  if (answer === undefined) return {};
  const { status, headers, body } = answer;
  return {
    variables: previewMapping(node.config.mapping, answer).variables,
    response: { status, headers, body: (body ?? null) as Json },
  };
}

function assignAll(rows: readonly Assignment[], scope: Scope): Scope {
  return rows.reduce((seen, { variable, value }) => {
    if (variable === '') return seen;
    const made = attempt(() => compileTree(value ?? null)(seen));
    return { ...seen, variables: { ...seen.variables, [variable]: made.ok ? made.value : null } };
  }, scope);
}

/** Compiling throws on what the checks would have refused; a preview says so instead. */
function attempt<Value>(work: () => Value): Preview<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Error ? error.message.replace(/^unchecked [^:]*: /, '') : String(error),
    };
  }
}
