import {
  BOOLEAN,
  canBe,
  describeType,
  isKnownNullable,
  LIST,
  listOf,
  NULL,
  NUMBER,
  orNull,
  TEXT,
  union,
  UNKNOWN,
  withoutNull,
  type Kind,
  type StaticType,
} from './static-type.ts';

/** What an operator gives, and what is to be said about its operands. */
export interface Verdict {
  type: StaticType;
  /** Why it cannot work. */
  problem?: string;
  /** Which operand may be absent where that decides the result. */
  absent?: 'left' | 'right';
}

/** `==` and `!=`: unlike types are never equal. Comparing with null asks whether something is there. */
export function compareTypes(left: StaticType, right: StaticType): Verdict {
  const [one, other] = [withoutNull(left), withoutNull(right)];
  if (one.can === undefined || other.can === undefined || one.can.length === 0 || other.can.length === 0) {
    return { type: BOOLEAN };
  }
  if (one.can.some((kind) => canBe(other, kind))) return { type: BOOLEAN };
  const problem = `${capital(describeType(one))} never equals ${describeType(other)}${remedy(one, other)}.`;
  return { type: BOOLEAN, problem };
}

/** `<`, `<=`, `>`, `>=`: numbers, texts and truth values have an order among themselves; with what is absent they are false. */
export function orderTypes(left: StaticType, right: StaticType): Verdict {
  const [one, other] = [withoutNull(left), withoutNull(right)];
  const isEmpty = one.can?.length === 0 || other.can?.length === 0;
  const isOrdered = (['number', 'text', 'boolean'] as const).some((kind) => canBe(one, kind) && canBe(other, kind));
  if (!isOrdered && !isEmpty) {
    const problem = `${capital(describeType(one))} and ${describeType(other)} have no order, so this is always false${remedy(one, other)}.`;
    return { type: BOOLEAN, problem };
  }
  if (isKnownNullable(left)) return { type: BOOLEAN, absent: 'left' };
  return isKnownNullable(right) ? { type: BOOLEAN, absent: 'right' } : { type: BOOLEAN };
}

/** `+`: beside a text anything is text; else numbers are added, lists joined. */
export function sumTypes(left: StaticType, right: StaticType): Verdict {
  if (left.can === undefined || right.can === undefined) return { type: sumWithUnknown(left, right) };
  const [first, ...others] = possibleSums(left, right);
  if (first !== undefined) {
    const type = others.reduce(union, first);
    const isMissing = isKnownNullable(left) || isKnownNullable(right);
    return { type: isMissing && type.can?.join() !== 'text' ? orNull(type) : type };
  }
  return { type: NULL, ...whyNoSum(withoutNull(left), withoutNull(right)) };
}

function whyNoSum(left: StaticType, right: StaticType): Pick<Verdict, 'problem'> {
  if (left.can?.length === 0 || right.can?.length === 0) return {};
  return { problem: `${capital(describeType(left))} and ${describeType(right)} cannot be added: this gives nothing.` };
}

function possibleSums(left: StaticType, right: StaticType): StaticType[] {
  const both = (kind: Kind): boolean => canBe(left, kind) && canBe(right, kind);
  const sums: StaticType[] = [];
  if (canBe(left, 'text') || canBe(right, 'text')) sums.push(TEXT);
  if (both('number')) sums.push(NUMBER);
  if (!both('list')) return sums;
  const [items, others] = [left.items, right.items];
  return [...sums, items === undefined || others === undefined ? LIST : listOf(union(items, others))];
}

function sumWithUnknown(left: StaticType, right: StaticType): StaticType {
  return [left, right].some((type) => type.can?.join() === 'text') ? TEXT : UNKNOWN;
}

function remedy(one: StaticType, other: StaticType): string {
  const isTextBeside = (kind: Kind): boolean =>
    (canBe(one, 'text') && canBe(other, kind)) || (canBe(one, kind) && canBe(other, 'text'));
  if (isTextBeside('number')) return ': write number(…) around the text, or take the quotes away';
  return isTextBeside('boolean') ? ': write bool(…) around the text, or take the quotes away' : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
