import { rangeOf, type ExpressionNode } from './cel.ts';
import { childrenOf } from './expression-policy.ts';
import { isScopeRoot, type ScopeRoot } from './scope.ts';
import type { TextRange } from './text-range.ts';

/** A name that an expression reads, as far as it can be told without evaluating. */
export interface Reference {
  root: ScopeRoot;
  /** Member names behind the root; a computed one (`variables[x]`) ends the path. */
  path: readonly string[];
  /** Written short: `ticketId` for `variables.ticketId`. */
  isBare: boolean;
  /** Where it stands in the author's text. */
  range?: TextRange | undefined;
}

/** Every name that the expression reads, in the order of the text, repetitions included. */
export function collectReferences(node: ExpressionNode, toSource: (range: TextRange) => TextRange): Reference[] {
  const steps = readPath(node);
  if (steps === undefined) return (childrenOf(node) ?? []).flatMap((child) => collectReferences(child, toSource));
  const range = rangeOf(node);
  return [{ ...toReference(steps), range: range && toSource(range) }];
}

/** `a.b["c"]` as `['a', 'b', 'c']`; undefined for all else. */
export function readPath(node: ExpressionNode): string[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const before = readPath(node.args[0]);
  const name = node.op === '.' ? node.args[1] : literalKey(node.args[1]);
  return before === undefined || name === undefined ? undefined : [...before, name];
}

function literalKey(node: ExpressionNode): string | undefined {
  if (node.op !== 'value') return undefined;
  return typeof node.args === 'string' || typeof node.args === 'bigint' ? String(node.args) : undefined;
}

function toReference([name = '', ...path]: string[]): Reference {
  return isScopeRoot(name)
    ? { root: name, path, isBare: false }
    : { root: 'variables', path: [name, ...path], isBare: true };
}
