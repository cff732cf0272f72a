import type { ExpressionNode } from '../cel.ts';
import { FUNCTIONS } from '../functions.ts';
import { readPath } from '../references.ts';
import { isScopeRoot } from '../scope.ts';

/** A name as one text, however it is written: `x` and `variables["x"]` are the same. Undefined for what is no name. */
export function nameOf(node: ExpressionNode): string | undefined {
  const path = readPath(node);
  if (path === undefined) return undefined;
  const [first = ''] = path;
  return JSON.stringify(isScopeRoot(first) ? path : ['variables', ...path]);
}

type Present = { [Op in ExpressionNode['op']]?: (node: Extract<ExpressionNode, { op: Op }>) => readonly string[] };

const whenTrue: Present = {
  '&&': ({ args }) => args.flatMap(presentWhenTrue),
  '!_': ({ args }) => presentWhenFalse(args),
  '!=': ({ args }) => besideNull(args),
  '==': ({ args }) => (args.some((one) => one.op === 'value' && one.args !== null) ? names(args) : []),
  '<': ({ args }) => names(args),
  '<=': ({ args }) => names(args),
  '>': ({ args }) => names(args),
  '>=': ({ args }) => names(args),
  call: ({ args: [name, [first]] }) => presentAsSubject(name, first),
  rcall: ({ args: [name, receiver] }) => presentAsSubject(name, receiver),
  id: (node) => names([node]),
  '.': (node) => names([node]),
  '[]': (node) => names([node]),
};

/** The names that are certainly there when the expression is true: `has(x)`, `x != null`, `x > 3`, `x == "y"`. */
export function presentWhenTrue(node: ExpressionNode): readonly string[] {
  const present = whenTrue[node.op] as ((node: ExpressionNode) => readonly string[]) | undefined;
  return present?.(node) ?? [];
}

/** The names that are certainly there when the expression is not true: `x == null`. */
export function presentWhenFalse(node: ExpressionNode): readonly string[] {
  switch (node.op) {
    case '||':
      return node.args.flatMap(presentWhenFalse);
    case '!_':
      return presentWhenTrue(node.args);
    case '==':
      return besideNull(node.args);
    default:
      return [];
  }
}

/** A question about what is absent is answered with false, but for the functions that put something in its place. */
function presentAsSubject(name: string, subject: ExpressionNode | undefined): readonly string[] {
  const asks = name === 'has' || FUNCTIONS.get(name)?.group !== 'absence';
  return asks && subject !== undefined ? names([subject]) : [];
}

function besideNull(operands: readonly ExpressionNode[]): readonly string[] {
  return operands.some((operand) => operand.op === 'value' && operand.args === null) ? names(operands) : [];
}

function names(nodes: readonly ExpressionNode[]): string[] {
  return nodes.flatMap((node) => nameOf(node) ?? []);
}
