import { rangeOf, type ExpressionNode } from './cel.ts';
import { FUNCTIONS } from './functions.ts';
import { arityOf, signatureOf, type LiteralArguments } from './functions/expression-function.ts';
import type { TextRange } from './text-range.ts';
import { canBe } from './types/static-type.ts';
import type { Value } from './value.ts';

type Operator = ExpressionNode['op'];

/** What an author may use. No comprehensions, no regular expressions: the cost of an evaluation is bounded by the source's size. */
const CHILDREN: { [Op in Operator]?: (node: Extract<ExpressionNode, { op: Op }>) => readonly ExpressionNode[] } = {
  value: () => [],
  id: () => [],
  '.': (node) => [node.args[0]],
  '[]': (node) => node.args,
  call: (node) => node.args[1],
  rcall: (node) => [node.args[1], ...node.args[2]],
  list: (node) => node.args,
  map: (node) => node.args.flat(),
  '?:': (node) => node.args,
  '!_': (node) => [node.args],
  '-_': (node) => [node.args],
  '||': (node) => node.args,
  '&&': (node) => node.args,
  '==': (node) => node.args,
  '!=': (node) => node.args,
  '<': (node) => node.args,
  '<=': (node) => node.args,
  '>': (node) => node.args,
  '>=': (node) => node.args,
  in: (node) => node.args,
  '+': (node) => node.args,
  '-': (node) => node.args,
  '*': (node) => node.args,
  '/': (node) => node.args,
  '%': (node) => node.args,
};

/** The node's operands in the order in which they stand; undefined for an operator that authors may not use. */
export function childrenOf(node: ExpressionNode): readonly ExpressionNode[] | undefined {
  const children = CHILDREN[node.op] as ((node: ExpressionNode) => readonly ExpressionNode[]) | undefined;
  return children?.(node);
}

/** What authors may not use, as half a sentence, and where it stands in the parsed text. */
export interface Forbidden {
  problem: string;
  range?: TextRange | undefined;
}

/** What in this expression authors may not use; undefined when all of it is fine. */
export function findForbidden(node: ExpressionNode): Forbidden | undefined {
  const children = childrenOf(node);
  const problem = children === undefined ? `the operator ${node.op} cannot be used` : findOwnProblem(node);
  if (problem !== undefined) return { problem, range: rangeOf(node) };
  for (const child of children ?? []) {
    const forbidden = findForbidden(child);
    if (forbidden !== undefined) return forbidden;
  }
  return undefined;
}

function findOwnProblem(node: ExpressionNode): string | undefined {
  switch (node.op) {
    case 'value':
      // Bytes and unsigned numbers have no JSON.
      return typeof node.args === 'object' && node.args !== null
        ? 'bytes and unsigned numbers cannot be used'
        : undefined;
    case 'call':
      return findCallProblem('call', node.args[0], node.args[1]);
    case 'rcall':
      return findCallProblem('method', node.args[0], [node.args[1], ...node.args[2]]);
    default:
      return undefined;
  }
}

/** A method's receiver counts as its first value. */
function findCallProblem(form: 'call' | 'method', name: string, values: readonly ExpressionNode[]): string | undefined {
  const known = FUNCTIONS.get(name);
  if (known === undefined || (form === 'method' && known.isCallOnly)) {
    return `there is no ${form === 'call' ? 'function' : 'method'} ${name}(): use ${[...FUNCTIONS.keys()].join(', ')}`;
  }
  const { least, most } = arityOf(known);
  if (values.length < least || values.length > most) {
    const [from, to] = [least, most].map((count) => count - (form === 'method' ? 1 : 0));
    return `${name}() takes ${howMany(from ?? 0, to ?? 0)}: ${signatureOf(known)}`;
  }
  return known.findProblem?.(literalsOf(values));
}

function howMany(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `${String(least)} or more values`;
  const count = least === most ? String(most) : `${String(least)} to ${String(most)}`;
  return `${count} value${most === 1 ? '' : 's'}`;
}

function literalsOf(values: readonly ExpressionNode[]): LiteralArguments {
  return values.map((node) => (node.op === 'value' ? (node.args as Value) : undefined));
}

/** False for what can never be true or false, such as a sum: it is no condition. */
export function canBeCondition(node: ExpressionNode): boolean {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean';
    case '?:':
      return canBeCondition(node.args[1]) || canBeCondition(node.args[2]);
    case 'call':
    case 'rcall':
      return canGiveBoolean(node.args[0]);
    default:
      return !['list', 'map', '-_', '+', '-', '*', '/', '%'].includes(node.op);
  }
}

function canGiveBoolean(name: string): boolean {
  const returns = FUNCTIONS.get(name)?.returns;
  return typeof returns !== 'object' || canBe(returns, 'boolean');
}
