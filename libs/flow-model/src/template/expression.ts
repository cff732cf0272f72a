import type { Json } from '../document/json.ts';
import { parseCel, type ExpressionNode } from './cel.ts';
import { desugar, desugarContent, type Desugared } from './desugar.ts';
import { compileNode } from './compile-node.ts';
import { canBeCondition, findForbidden } from './expression-policy.ts';
import { collectReferences, type Reference } from './references.ts';
import { remembered } from './remembered.ts';
import type { Scope } from './scope.ts';
import type { TextRange } from './text-range.ts';
import { findConditionProblems, typeOf } from './types/type-of.ts';
import type { NameTypes, TypeProblem, TypeReport } from './types/name-types.ts';
import { asText, toJson } from './value.ts';

/** A compiled expression. Evaluation is pure, total and bounded by the size of source and scope. */
export interface Expression {
  references: readonly Reference[];
  /** What it can give, and what in it cannot work, when names have these types. */
  typeIn: (names: NameTypes) => TypeReport;
  evaluate: (scope: Scope) => Json;
  /** The value as it stands in a text; whole numbers to the last digit, however large. */
  evaluateText: (scope: Scope) => string;
}

/** A compiled condition: anything but true counts as false. */
export interface Condition {
  references: readonly Reference[];
  /** What in it cannot work, or can be false for a reason that is easily overlooked, when names have these types. */
  findTypeProblems: (names: NameTypes) => readonly TypeProblem[];
  holds: (scope: Scope) => boolean;
}

/** What was compiled, or what is wrong with the source, as half a sentence, and where in it. */
export type Compiled<Result> =
  { ok: true; value: Result } | { ok: false; problem: string; range?: TextRange | undefined };

/** Longest source of one expression. It bounds what a chain of operators can cost and how deep the parser goes. */
const MAX_SOURCE_LENGTH = 2048;

/** What stands between `{{` and `}}`: a CEL expression, perhaps with `|default`. */
export const compileContent = remembered((content): Compiled<Expression> => {
  const parsed = parse(content, desugarContent);
  return parsed.ok ? { ok: true, value: toExpression(parsed.value) } : parsed;
});

/** A condition as the author types it: CEL in which `{{name}}` may stand for `name`. */
export const compileCondition = remembered((source): Compiled<Condition> => {
  const parsed = parse(source, desugar);
  if (!parsed.ok) return parsed;
  if (!canBeCondition(parsed.value.root)) {
    return { ok: false, problem: 'this is never true or false: compare it with something' };
  }
  const { root, toSource } = parsed.value;
  const evaluate = compileNode(root);
  return {
    ok: true,
    value: {
      references: collectReferences(root, toSource),
      findTypeProblems: (names) => findConditionProblems(root, names).map(atSource(toSource)),
      holds: (scope) => evaluate(scope) === true,
    },
  };
});

interface Parsed {
  root: ExpressionNode;
  toSource: ToSource;
}
type ToSource = (range: TextRange) => TextRange;

function parse(source: string, toCel: (source: string) => Desugared): Compiled<Parsed> {
  if (source.length > MAX_SOURCE_LENGTH) {
    const problem = `this is longer than ${String(MAX_SOURCE_LENGTH)} characters: divide it over Set Variable rows`;
    return { ok: false, problem };
  }
  const desugared = toCel(source);
  if (!desugared.ok) return desugared;
  const { cel, toSource } = desugared;
  const parsed = parseCel(cel);
  if (!parsed.ok) return { ...parsed, range: parsed.range && toSource(parsed.range) };
  const { root } = parsed;
  const forbidden = findForbidden(root);
  if (forbidden === undefined) return { ok: true, value: { root, toSource } };
  return { ok: false, problem: forbidden.problem, range: forbidden.range && toSource(forbidden.range) };
}

function toExpression({ root, toSource }: Parsed): Expression {
  const evaluate = compileNode(root);
  return {
    references: collectReferences(root, toSource),
    typeIn: (names) => {
      const { type, problems } = typeOf(root, names);
      return { type, problems: problems.map(atSource(toSource)) };
    },
    evaluate: (scope) => toJson(evaluate(scope)),
    evaluateText: (scope) => asText(evaluate(scope)),
  };
}

function atSource(toSource: ToSource): (problem: TypeProblem) => TypeProblem {
  return (problem) => ({ ...problem, range: problem.range && toSource(problem.range) });
}
