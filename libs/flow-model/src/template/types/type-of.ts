import { rangeOf, type ExpressionNode } from '../cel.ts';
import { FUNCTIONS } from '../functions.ts';
import type { ExpressionFunction } from '../functions/expression-function.ts';
import { isScopeRoot } from '../scope.ts';
import { nameOf, presentWhenFalse, presentWhenTrue } from './known-present.ts';
import type { NameTypes, TypeProblem, TypeReport } from './name-types.ts';
import {
  BOOLEAN,
  canBe,
  describeType,
  isKnownNullable,
  listOf,
  NULL,
  NUMBER,
  orNull,
  TEXT,
  union,
  UNKNOWN,
  withoutNull,
  type StaticType,
} from './static-type.ts';
import { compareTypes, orderTypes, sumTypes, type Verdict } from './operator-types.ts';

/** What an expression can give when names have these types, and what in it cannot work. It stops at nothing unknown. */
export function typeOf(root: ExpressionNode, names: NameTypes): TypeReport {
  const problems: TypeProblem[] = [];
  const type = infer(root, { names, problems, present: new Set() });
  return { type, problems };
}

/** The problems of an expression that must be true or false. */
export function findConditionProblems(root: ExpressionNode, names: NameTypes): readonly TypeProblem[] {
  const problems: TypeProblem[] = [];
  inferCondition(root, { names, problems, present: new Set() });
  return problems;
}

interface Context {
  names: NameTypes;
  problems: TypeProblem[];
  /** Names that are known to be there, because a condition before says so. */
  present: ReadonlySet<string>;
}
type Inference = {
  [Op in ExpressionNode['op']]?: (node: Extract<ExpressionNode, { op: Op }>, context: Context) => StaticType;
};

function infer(node: ExpressionNode, context: Context): StaticType {
  const inferOwn = inference[node.op] as ((node: ExpressionNode, context: Context) => StaticType) | undefined;
  const type = inferOwn?.(node, context) ?? UNKNOWN;
  if (context.present.size === 0 || !isKnownNullable(type)) return type;
  const name = nameOf(node);
  return name !== undefined && context.present.has(name) ? withoutNull(type) : type;
}

const inference: Inference = {
  value: ({ args }) => typeOfLiteral(args),
  id: ({ args }, { names }) => (isScopeRoot(args) ? names[args] : memberType(names.variables, args)),
  '.': (node, context) => inferMember(node, context, node.args[1]),
  '[]': inferIndex,
  call: (node, context) => inferCall(node.args[0], node.args[1], context),
  rcall: (node, context) => inferCall(node.args[0], [node.args[1], ...node.args[2]], context),
  list: ({ args }, context) => {
    const [first, ...others] = args.map((item) => infer(item, context));
    return first === undefined ? { can: ['list'] } : listOf(others.reduce(union, first));
  },
  map: ({ args }, context) => {
    const members = args.map(([name, value]) => [literalText(name), infer(value, context)] as const);
    const named = members.flatMap(([name, type]) => (name === undefined ? [] : [[name, type] as const]));
    return { can: ['object'], members: new Map(named) };
  },
  '?:': ({ args: [condition, yes, no] }, context) => {
    inferCondition(condition, context);
    return union(
      infer(yes, knowing(context, presentWhenTrue(condition))),
      infer(no, knowing(context, presentWhenFalse(condition))),
    );
  },
  '!_': ({ args }, context) => inferCondition(args, context),
  '&&': ({ args: [left, right] }, context) => {
    inferCondition(left, context);
    return inferCondition(right, knowing(context, presentWhenTrue(left)));
  },
  '||': ({ args: [left, right] }, context) => {
    inferCondition(left, context);
    return inferCondition(right, knowing(context, presentWhenFalse(left)));
  },
  '-_': ({ args }, context) => inferNumber([args], context),
  '-': ({ args }, context) => inferNumber(args, context),
  '*': ({ args }, context) => inferNumber(args, context),
  '/': ({ args }, context) => inferNumber(args, context),
  '%': ({ args }, context) => inferNumber(args, context),
  '+': inferBinary(sumTypes),
  '==': inferBinary(compareTypes),
  '!=': inferBinary(compareTypes),
  '<': inferBinary(orderTypes),
  '<=': inferBinary(orderTypes),
  '>': inferBinary(orderTypes),
  '>=': inferBinary(orderTypes),
  in: ({ args: [member, container] }, context) => {
    infer(member, context);
    const type = infer(container, context);
    if (isOtherThan(type, ['list', 'object'])) {
      report(context, container, `This is ${describeType(withoutNull(type))}: "in" asks a list or an object.`);
    }
    return BOOLEAN;
  },
};

function knowing(context: Context, names: readonly string[]): Context {
  return names.length === 0 ? context : { ...context, present: new Set([...context.present, ...names]) };
}

function report({ problems }: Context, node: ExpressionNode, message: string): void {
  problems.push({ code: 'E_TYPE', message, range: rangeOf(node) });
}

/** It is known to be there as something else than these. */
function isOtherThan(type: StaticType, kinds: readonly ('text' | 'number' | 'boolean' | 'list' | 'object')[]): boolean {
  const there = withoutNull(type);
  return there.can !== undefined && there.can.length > 0 && !kinds.some((kind) => canBe(there, kind));
}

function typeOfLiteral(literal: unknown): StaticType {
  if (literal === null) return NULL;
  if (typeof literal === 'string') return TEXT;
  return typeof literal === 'boolean' ? BOOLEAN : NUMBER;
}

function literalText(node: ExpressionNode): string | undefined {
  return node.op === 'value' && typeof node.args === 'string' ? node.args : undefined;
}

function inferCondition(node: ExpressionNode, context: Context): StaticType {
  const type = infer(node, context);
  if (isOtherThan(type, ['boolean'])) {
    report(
      context,
      node,
      `This is ${describeType(withoutNull(type))}, so it is never true: compare it with something.`,
    );
  }
  return BOOLEAN;
}

function inferNumber(operands: readonly ExpressionNode[], context: Context): StaticType {
  const types = operands.map((operand) => infer(operand, context));
  operands.forEach((operand, at) => {
    const type = types[at] ?? UNKNOWN;
    if (!isOtherThan(type, ['number'])) return;
    const remedy = canBe(type, 'text') ? ': write number(…) around it' : '';
    report(
      context,
      operand,
      `This is ${describeType(withoutNull(type))}, and only numbers can be calculated with${remedy}.`,
    );
  });
  return types.some(isKnownNullable) ? orNull(NUMBER) : NUMBER;
}

function inferBinary(judge: (left: StaticType, right: StaticType) => Verdict) {
  return (node: { args: [ExpressionNode, ExpressionNode] } & ExpressionNode, context: Context): StaticType => {
    const [left, right] = node.args;
    const types = [infer(left, context), infer(right, context)] as const;
    const { type, problem, absent } = judge(...types);
    if (problem !== undefined) report(context, node, problem);
    const operand = absent === undefined ? undefined : { left, right }[absent];
    if (operand !== undefined)
      context.problems.push({ code: 'W_NULL_COMPARED', message: nullCompared(operand), range: rangeOf(operand) });
    return type;
  };
}

function nullCompared(operand: ExpressionNode): string {
  const source = operand.input.slice(operand.range.start, operand.range.end).trim();
  return `${source} may be absent, and then this is false. If that is not meant, give it a default: default(${source}, 0).`;
}

/** A member that is named; an object that may be absent has members that may be. */
function inferMember(node: Extract<ExpressionNode, { op: '.' | '[]' }>, context: Context, name: string): StaticType {
  const container = infer(node.args[0], context);
  if (isOtherThan(container, ['object'])) {
    const source = JSON.stringify(name);
    report(context, node, `This is ${describeType(withoutNull(container))}: it has no member ${source}.`);
    return UNKNOWN;
  }
  if (container.isClosed === true && container.members?.has(name) === false) {
    const known = [...container.members.keys()].join(', ');
    report(context, node, `There is no member ${JSON.stringify(name)}: use one of ${known}.`);
    return UNKNOWN;
  }
  return memberType(container, name);
}

function memberType(container: StaticType, name: string): StaticType {
  const type = container.members?.get(name) ?? UNKNOWN;
  return isKnownNullable(container) ? orNull(type) : type;
}

function inferIndex(node: Extract<ExpressionNode, { op: '[]' }>, context: Context): StaticType {
  const [containerNode, keyNode] = node.args;
  const name = literalText(keyNode);
  if (name !== undefined) return inferMember(node, context, name);
  const [container, key] = [infer(containerNode, context), infer(keyNode, context)];
  if (isOtherThan(container, ['list', 'object'])) {
    report(context, node, `This is ${describeType(withoutNull(container))}: it has no members.`);
    return UNKNOWN;
  }
  const isPosition = canBe(container, 'list') && !isOtherThan(key, ['number']);
  return isPosition && container.items !== undefined ? orNull(container.items) : UNKNOWN;
}

function inferCall(name: string, operands: readonly ExpressionNode[], context: Context): StaticType {
  const types = operands.map((operand) => infer(operand, context));
  const known = FUNCTIONS.get(name);
  if (known === undefined) return UNKNOWN;
  operands.forEach((operand, at) => {
    const problem = findArgumentProblem(known, at, types[at] ?? UNKNOWN);
    if (problem !== undefined) report(context, operand, problem);
  });
  return resultOf(known, types);
}

function findArgumentProblem(
  { name, parameters }: ExpressionFunction,
  at: number,
  type: StaticType,
): string | undefined {
  const parameter = parameters[Math.min(at, parameters.length - 1)];
  const accepts = parameter?.accepts?.filter((kind) => kind !== 'null');
  if (accepts === undefined || !isOtherThan(type, accepts)) return undefined;
  return `This is ${describeType(withoutNull(type))}, and ${name}() wants ${describeType({ can: accepts })} here.`;
}

function resultOf({ returns, isAbsent, parameters }: ExpressionFunction, types: readonly StaticType[]): StaticType {
  const type = typeof returns === 'function' ? returns(types) : returns;
  if (isAbsent === 'never') return type;
  const isMissing = types.some((one, at) => parameters[at]?.isOptional !== true && isKnownNullable(one));
  return isAbsent === 'perhaps' || isMissing ? orNull(type) : type;
}
