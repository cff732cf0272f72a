import type { Json } from '../document/json.ts';
import type { ExpressionNode } from './cel.ts';
import { FUNCTIONS } from './functions.ts';
import { add, compare, divide, isEqual, isIn, multiply, remainder, subtract } from './operators.ts';
import { isScopeRoot, type Scope } from './scope.ts';
import { isNumeric, memberOf, toJson, type Value } from './value.ts';

type Operator = ExpressionNode['op'];
type Evaluators = {
  [Op in Operator]?: (node: Extract<ExpressionNode, { op: Op }>, scope: Scope) => Value;
};

/**
 * The value of an expression that `findForbidden` let pass. Total: what is absent is null, an operand of the wrong type
 * gives null or false, nothing throws. The library's own evaluation reports errors instead, and an error cannot be made
 * false afterwards: under a `!` it would turn into true.
 */
export function evaluateNode(node: ExpressionNode, scope: Scope): Value {
  const evaluate = evaluators[node.op] as ((node: ExpressionNode, scope: Scope) => Value) | undefined;
  return evaluate === undefined ? null : evaluate(node, scope);
}

const evaluators: Evaluators = {
  value: (node) => node.args as Value,
  id: (node, scope) => readName(node.args, scope),
  '.': ({ args: [object, name] }, scope) => memberOf(evaluateNode(object, scope), name),
  '[]': ({ args: [container, key] }, scope) => memberOf(evaluateNode(container, scope), evaluateNode(key, scope)),
  call: ({ args: [name, values] }, scope) => callFunction(name, values, scope),
  rcall: ({ args: [name, receiver, values] }, scope) => callFunction(name, [receiver, ...values], scope),
  list: (node, scope) => node.args.map((member) => toJson(evaluateNode(member, scope))),
  map: (node, scope) => Object.fromEntries(node.args.map((entry) => evaluateEntry(entry, scope))),
  '?:': ({ args: [condition, yes, no] }, scope) => evaluateNode(isTrue(condition, scope) ? yes : no, scope),
  '!_': (node, scope) => !isTrue(node.args, scope),
  '-_': (node, scope) => subtract(0n, evaluateNode(node.args, scope)),
  '||': ({ args: [left, right] }, scope) => isTrue(left, scope) || isTrue(right, scope),
  '&&': ({ args: [left, right] }, scope) => isTrue(left, scope) && isTrue(right, scope),
  '==': binary(isEqual),
  '!=': binary((left, right) => !isEqual(left, right)),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  in: binary(isIn),
  '+': binary(add),
  '-': binary(subtract),
  '*': binary(multiply),
  '/': binary(divide),
  '%': binary(remainder),
};

/** A root of the scope, else the variable of that name. */
function readName(name: string, scope: Scope): Json {
  if (!isScopeRoot(name)) return memberOf(scope.variables, name);
  // Every part of a scope is JSON; its interfaces only lack the index signature.
  return (scope[name] ?? null) as Json;
}

function callFunction(name: string, operands: readonly ExpressionNode[], scope: Scope): Value {
  const [first = null, second = null] = operands.map((operand) => evaluateNode(operand, scope));
  return FUNCTIONS.get(name)?.apply(first, second) ?? null;
}

function evaluateEntry([name, value]: readonly [ExpressionNode, ExpressionNode], scope: Scope): [string, Json] {
  const key = evaluateNode(name, scope);
  return [typeof key === 'string' || isNumeric(key) ? String(key) : '', toJson(evaluateNode(value, scope))];
}

function isTrue(node: ExpressionNode, scope: Scope): boolean {
  return evaluateNode(node, scope) === true;
}

function binary(apply: (left: Value, right: Value) => Value) {
  return ({ args: [left, right] }: { args: readonly [ExpressionNode, ExpressionNode] }, scope: Scope): Value =>
    apply(evaluateNode(left, scope), evaluateNode(right, scope));
}

/** An order comparison; false where there is no order. */
function ordered(holds: (order: number) => boolean) {
  return binary((left, right) => {
    const order = compare(left, right);
    return order !== undefined && holds(order);
  });
}
