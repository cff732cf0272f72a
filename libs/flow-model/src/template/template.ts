import { isJsonObject, type Json } from '../document/json.ts';
import { compileContent, type Compiled, type Expression } from './expression.ts';
import type { Scope } from './scope.ts';
import { readSpan } from './template-text.ts';
import { boundedJson } from './value.ts';
import { shifted, type TextRange } from './text-range.ts';

/** A text with `{{ … }}` in it, cut into literal parts and expressions. */
export interface Template {
  parts: readonly (string | Expression)[];
}

/** Cuts a text at its templates. A lone `}}` is text; a `{{` that is never closed is a problem. */
export function compileTemplate(text: string): Compiled<Template> {
  const parts: (string | Expression)[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf('{{', at);
    const literal = text.slice(at, from < 0 ? undefined : from);
    if (literal !== '') parts.push(literal);
    if (from < 0) return { ok: true, value: { parts } };
    const span = readSpan(text, from);
    if (span === undefined) {
      return { ok: false, problem: 'a {{ is never closed: add }}', range: { from, to: text.length } };
    }
    const compiled = compileContent(span.content);
    if (!compiled.ok) {
      const range = compiled.range === undefined ? { from, to: span.to } : shifted(compiled.range, from + 2);
      return { ok: false, problem: `{{${span.content}}}: ${compiled.problem}`, range };
    }
    parts.push(placedAt(compiled.value, from + 2));
    at = span.to;
  }
}

/** An expression whose places are those of the text around it. */
function placedAt(expression: Expression, from: number): Expression {
  const place = <Part extends { range?: TextRange | undefined }>(part: Part): Part => ({
    ...part,
    range: part.range && shifted(part.range, from),
  });
  return {
    ...expression,
    references: expression.references.map(place),
    typeIn: (names) => {
      const { type, problems } = expression.typeIn(names);
      return { type, problems: problems.map(place) };
    },
  };
}

/** A text that is nothing but one template gives the value in its own type; any other gives text. */
export function evaluateTemplate({ parts }: Template, scope: Scope): Json {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return only.evaluate(scope);
  return renderText({ parts }, scope);
}

/** Always text; what is absent shows nothing. */
export function renderText({ parts }: Template, scope: Scope): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.evaluateText(scope))).join('');
}

/** A JSON tree whose strings are templates, compiled. Names in it are literal. */
export type TemplateTree = (scope: Scope) => Json;

/**
 * Values take the place of whole strings or of parts of them after the tree was read, so no value can change its shape,
 * whatever quotes or braces it holds.
 * What would be larger or deeper than a value may be is null.
 * @throws Error when a string in it does not compile; the check `templates-compile` comes first.
 */
export function compileTree(tree: Json): TemplateTree {
  const whole = compilePart(tree);
  return typeof tree === 'object' && tree !== null ? (scope) => boundedJson(whole(scope)) : whole;
}

function compilePart(tree: Json): TemplateTree {
  if (typeof tree === 'string') {
    const template = mustCompile(compileTemplate(tree));
    return (scope) => evaluateTemplate(template, scope);
  }
  if (Array.isArray(tree)) {
    const members = tree.map(compilePart);
    return (scope) => members.map((member) => member(scope));
  }
  if (isJsonObject(tree)) {
    const members = Object.entries(tree).map(([name, member]) => [name, compilePart(member)] as const);
    return (scope) => Object.fromEntries(members.map(([name, member]) => [name, member(scope)]));
  }
  return () => tree;
}

/** The result of compiling what the checks let pass. */
export function mustCompile<Result>(compiled: Compiled<Result>): Result {
  if (!compiled.ok) throw new Error(`unchecked source: ${compiled.problem}`);
  return compiled.value;
}
