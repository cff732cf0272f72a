import type { ExpressionNode } from './cel.ts';
import { FUNCTIONS } from './functions.ts';

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

/** What in this expression authors may not use; undefined when all of it is fine. */
export function findForbidden(node: ExpressionNode): string | undefined {
  const children = childrenOf(node);
  if (children === undefined) return `the operator ${node.op} cannot be used`;
  const own = node.op === 'value' ? findOddLiteral(node.args) : findOddCall(node);
  return own ?? children.map(findForbidden).find((problem) => problem !== undefined);
}

/** Bytes and unsigned numbers have no JSON. */
function findOddLiteral(literal: unknown): string | undefined {
  return typeof literal === 'object' && literal !== null ? 'bytes and unsigned numbers cannot be used' : undefined;
}

function findOddCall(node: ExpressionNode): string | undefined {
  if (node.op === 'call') return findCallProblem('call', node.args[0], node.args[1].length);
  // A method's receiver counts as its first value.
  return node.op === 'rcall' ? findCallProblem('method', node.args[0], node.args[2].length + 1) : undefined;
}

function findCallProblem(form: 'call' | 'method', name: string, count: number): string | undefined {
  const known = FUNCTIONS.get(name);
  if (!known?.forms.includes(form)) {
    return `there is no ${form === 'call' ? 'function' : 'method'} ${name}(): ${offer()}`;
  }
  const wanted = known.parameterCount - (form === 'method' ? 1 : 0);
  return count === known.parameterCount
    ? undefined
    : `${name}() takes ${String(wanted)} value${wanted === 1 ? '' : 's'}`;
}

function offer(): string {
  const names = [...FUNCTIONS].map(([name, { forms }]) => (forms.includes('call') ? `${name}(x)` : `x.${name}(y)`));
  return `use ${names.join(', ')}`;
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
      return FUNCTIONS.get(node.args[0])?.isBoolean ?? true;
    default:
      return !['list', 'map', '-_', '+', '-', '*', '/', '%'].includes(node.op);
  }
}
