import { ownMember, type Json } from '../document/json.ts';
import type { ExpressionNode } from './cel.ts';
import { FUNCTIONS } from './functions.ts';
import { add, compare, divide, isEqual, isIn, multiply, remainder, subtract } from './operators.ts';
import { isScopeRoot, type Scope } from './scope.ts';
import { boundedJson, memberOf, scalarText, toJson, withoutBrokenCharacters, type Value } from './value.ts';

type Operator = ExpressionNode['op'];
/** Gives a value for every scope; never throws. */
type Evaluate = (scope: Scope) => Value;
type Compilers = {
  [Op in Operator]?: (node: Extract<ExpressionNode, { op: Op }>) => Evaluate;
};

/**
 * An expression that `findForbidden` let pass, as a function. Total: what is absent is null, an operand of the wrong type
 * gives null or false, nothing throws. The library's own evaluation reports errors instead, and an error cannot be made
 * false afterwards: under a `!` it would turn into true.
 */
export function compileNode(node: ExpressionNode): Evaluate {
  const compile = compilers[node.op] as ((node: ExpressionNode) => Evaluate) | undefined;
  return compile === undefined ? () => null : compile(node);
}

const compilers: Compilers = {
  value: (node) => constant(node.args as Value),
  id: (node) => compileName(node.args),
  '.': ({ args: [object, name] }) => {
    const container = compileNode(object);
    return (scope) => memberOf(container(scope), name);
  },
  '[]': binary(memberOf),
  call: ({ args: [name, values] }) => compileCall(name, values),
  rcall: ({ args: [name, receiver, values] }) => compileCall(name, [receiver, ...values]),
  list: (node) => {
    const members = node.args.map(compileNode);
    return (scope) => boundedJson(members.map((member) => toJson(member(scope))));
  },
  map: (node) => {
    const entries = node.args.map(([name, value]) => [compileNode(name), compileNode(value)] as const);
    return (scope) =>
      boundedJson(Object.fromEntries(entries.map(([name, value]) => [asName(name(scope)), toJson(value(scope))])));
  },
  '?:': ({ args: [condition, yes, no] }) => {
    const [holds, then, otherwise] = [compileNode(condition), compileNode(yes), compileNode(no)];
    return (scope) => (holds(scope) === true ? then(scope) : otherwise(scope));
  },
  '!_': (node) => {
    const operand = compileNode(node.args);
    return (scope) => operand(scope) !== true;
  },
  '-_': (node) => {
    const operand = compileNode(node.args);
    return (scope) => subtract(0n, operand(scope));
  },
  '||': ({ args: [left, right] }) => {
    const [one, other] = [compileNode(left), compileNode(right)];
    return (scope) => one(scope) === true || other(scope) === true;
  },
  '&&': ({ args: [left, right] }) => {
    const [one, other] = [compileNode(left), compileNode(right)];
    return (scope) => one(scope) === true && other(scope) === true;
  },
  '==': binary((left, right) => isEqual(left, right)),
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

function constant(literal: Value): Evaluate {
  const value = typeof literal === 'string' ? withoutBrokenCharacters(literal) : literal;
  return () => value;
}

/** A root of the scope, else the variable of that name. */
function compileName(name: string): Evaluate {
  if (!isScopeRoot(name)) return (scope) => ownMember(scope.variables, name);
  // Every part of a scope is JSON; its interfaces only lack the index signature.
  return (scope) => (scope[name] ?? null) as Json;
}

function compileCall(name: string, operands: readonly ExpressionNode[]): Evaluate {
  const apply = FUNCTIONS.get(name)?.apply;
  const values = operands.map(compileNode);
  return apply === undefined ? () => null : (scope) => apply(...values.map((value) => value(scope)));
}

function asName(key: Value): string {
  return scalarText(key) ?? '';
}

function binary(apply: (left: Value, right: Value) => Value) {
  return ({ args }: { args: readonly [ExpressionNode, ExpressionNode] }): Evaluate => {
    const [left, right] = [compileNode(args[0]), compileNode(args[1])];
    return (scope) => apply(left(scope), right(scope));
  };
}

/** An order comparison; false where there is no order. */
function ordered(holds: (order: number) => boolean) {
  return binary((left, right) => {
    const order = compare(left, right);
    return order !== undefined && holds(order);
  });
}
