import type { Json } from '../document/json.ts';
import { parseCel } from './cel.ts';
import { desugar, desugarContent, type Desugared } from './desugar.ts';
import { evaluateNode } from './evaluate-expression.ts';
import { canBeCondition, findForbidden } from './expression-policy.ts';
import { collectReferences, type Reference } from './references.ts';
import type { Scope } from './scope.ts';
import { toJson } from './value.ts';

/** A compiled expression. Evaluation is pure, total and bounded by the size of source and scope. */
export interface Expression {
  references: readonly Reference[];
  evaluate: (scope: Scope) => Json;
}

/** A compiled condition: anything but true counts as false. */
export interface Condition {
  references: readonly Reference[];
  holds: (scope: Scope) => boolean;
}

/** What was compiled, or what is wrong with the source, as half a sentence. */
export type Compiled<Result> = { ok: true; value: Result } | { ok: false; problem: string };

/** Longest source of one expression. It bounds what a chain of operators can cost and how deep the parser goes. */
const MAX_SOURCE_LENGTH = 2048;

/** What stands between `{{` and `}}`: a CEL expression, perhaps with `|default`. */
export function compileContent(content: string): Compiled<Expression> {
  return compile(content, desugarContent).parsed;
}

/** A condition as the author types it: CEL in which `{{name}}` may stand for `name`. */
export function compileCondition(source: string): Compiled<Condition> {
  const { parsed, isCondition } = compile(source, desugar);
  if (!parsed.ok) return parsed;
  if (!isCondition) return { ok: false, problem: 'this is never true or false: compare it with something' };
  const { references, evaluate } = parsed.value;
  return { ok: true, value: { references, holds: (scope) => evaluate(scope) === true } };
}

function compile(
  source: string,
  toCel: (source: string) => Desugared,
): { parsed: Compiled<Expression>; isCondition: boolean } {
  const refuse = (problem: string) => ({ parsed: { ok: false as const, problem }, isCondition: false });
  if (source.length > MAX_SOURCE_LENGTH) {
    return refuse(`this is longer than ${String(MAX_SOURCE_LENGTH)} characters: divide it over Set Variable rows`);
  }
  const desugared = toCel(source);
  if (!desugared.ok) return refuse(desugared.problem);
  const cel = parseCel(desugared.cel);
  if (!cel.ok) return refuse(cel.problem);
  const forbidden = findForbidden(cel.root);
  if (forbidden !== undefined) return refuse(forbidden);
  const { root } = cel;
  const evaluate = (scope: Scope): Json => toJson(evaluateNode(root, scope));
  return {
    parsed: { ok: true, value: { references: collectReferences(root), evaluate } },
    isCondition: canBeCondition(root),
  };
}
