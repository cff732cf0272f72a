/** What a value can be, as far as it can be told without running. `null` stands for what is absent as well. */
export type Kind = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null';

/** The members of an object that are known; a map, or something that finds out when it is asked. */
export type MemberTypes = Pick<ReadonlyMap<string, StaticType>, 'get' | 'has' | 'keys'>;

/** A set of possible values. */
export interface StaticType {
  /** Without order and repetitions; undefined where nothing is known, and then nothing is reported either. */
  can?: readonly Kind[];
  /** Of the members of a list; undefined where nothing is known. */
  items?: StaticType;
  /** Of an object, by name. */
  members?: MemberTypes;
  /** An object has no other members than these. */
  isClosed?: boolean;
}

/** Nothing is known: whatever is done with it, nothing is reported. */
export const UNKNOWN: StaticType = {};
/** Certainly there; so are the following. */
export const TEXT: StaticType = { can: ['text'] };
/** Whole or decimal: there is one kind of number. */
export const NUMBER: StaticType = { can: ['number'] };
/** True or false. */
export const BOOLEAN: StaticType = { can: ['boolean'] };
/** Always absent. */
export const NULL: StaticType = { can: ['null'] };
/** Of members of which nothing is known. */
export const LIST: StaticType = { can: ['list'] };

/** A list whose members are all of one type. */
export function listOf(items: StaticType): StaticType {
  return { can: ['list'], items };
}

/** Whether a value of this type can be of that kind. */
export function canBe({ can }: StaticType, kind: Kind): boolean {
  return can === undefined || can.includes(kind);
}

/** It is known that the value may be absent; false where nothing is known. */
export function isKnownNullable({ can }: StaticType): boolean {
  return can?.includes('null') === true;
}

/** The same, or absent. */
export function orNull(type: StaticType): StaticType {
  if (type.can === undefined || type.can.includes('null')) return type;
  return { ...type, can: [...type.can, 'null'] };
}

/** The same, known to be there. */
export function withoutNull(type: StaticType): StaticType {
  return type.can === undefined ? type : { ...type, can: type.can.filter((kind) => kind !== 'null') };
}

/** Everything that either type allows. */
export function union(left: StaticType, right: StaticType): StaticType {
  if (left.can === undefined || right.can === undefined) return UNKNOWN;
  const can = [...new Set([...left.can, ...right.can])];
  return { can, ...unionOfItems(left, right), ...unionOfMembers(left, right) };
}

function unionOfItems(left: StaticType, right: StaticType): Pick<StaticType, 'items'> {
  const [of, other] = [left, right].filter((type) => canBe(type, 'list'));
  if (of?.items === undefined) return {};
  if (other === undefined) return { items: of.items };
  return other.items === undefined ? {} : { items: union(of.items, other.items) };
}

/** Known members of two different objects are not followed further. */
function unionOfMembers(left: StaticType, right: StaticType): Pick<StaticType, 'members' | 'isClosed'> {
  const objects = [left, right].filter((type) => canBe(type, 'object'));
  const [only] = objects;
  if (only?.members === undefined || (objects.length > 1 && left.members !== right.members)) return {};
  return { members: only.members, isClosed: only.isClosed === true };
}

const WORDS: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  null: 'absent',
};

/** For messages: "text", "a number or absent". */
export function describeType({ can }: StaticType): string {
  return can === undefined ? 'anything' : can.map((kind) => WORDS[kind]).join(' or ');
}
