import { isJsonObject, ownMember, type Json } from '../../document/json.ts';
import { isEqual } from '../operators.ts';
import { BOOLEAN, listOf, union, UNKNOWN, withoutNull, type StaticType } from '../types/static-type.ts';
import { MAX_LIST_LENGTH, type Value } from '../value.ts';
import type { ExpressionFunction, Parameter } from './expression-function.ts';
import { joinFunction, sizeFunction } from './text-functions.ts';

const list: Parameter = { name: 'list', accepts: ['list'] };
const field: Parameter = { name: 'field', accepts: ['text'] };
const value: Parameter = { name: 'value' };
const bounds = 'A list of more than 10,000 members gives what is absent.';

const itemsOf = ([type]: readonly StaticType[]): StaticType => type?.items ?? UNKNOWN;

/** Lists, mostly the turns of a call and what targets answer. */
export const listFunctions: readonly ExpressionFunction[] = [
  sizeFunction,
  {
    ...onList('first'),
    returns: itemsOf,
    doc: 'The first member of a list; absent when it has none.',
    examples: [['first([3, 1, 2])', 3]],
    apply: (it) => (Array.isArray(it) ? (it[0] ?? null) : null),
  },
  {
    ...onList('last'),
    returns: itemsOf,
    doc: 'The last member of a list; absent when it has none.',
    examples: [
      ['last([3, 1, 2])', 2],
      ['last([{"role": "agent", "text": "Bye"}]).text', 'Bye'],
    ],
    apply: (it) => (Array.isArray(it) ? (it.at(-1) ?? null) : null),
  },
  {
    ...onList('pluck', field),
    returns: listOf(UNKNOWN),
    doc: 'The list of what the members have in one field; absent where a member has none.',
    bounds,
    examples: [['pluck([{"sku": "A"}, {"sku": "B"}, {}], "sku")', ['A', 'B', null]]],
    apply: (it, name) => (isShortList(it) && typeof name === 'string' ? it.map((one) => memberNamed(one, name)) : null),
  },
  {
    ...onList('where', field, value),
    returns: ([type]) => listOf(itemsOf(type === undefined ? [] : [type])),
    doc: 'The members whose field has a value.',
    bounds,
    examples: [
      [
        'where([{"role": "agent", "text": "Hello"}, {"role": "caller", "text": "Hi"}], "role", "caller")',
        [{ role: 'caller', text: 'Hi' }],
      ],
      ['size([{"n": 1}, {"n": 2}].where("n", 1))', 1],
    ],
    apply: (it, name, wanted = null) =>
      isShortList(it) && typeof name === 'string' ? it.filter((one) => isEqual(memberNamed(one, name), wanted)) : null,
  },
  joinFunction,
];

/** What stands for a value that is absent, and what asks whether it is. */
export const absenceFunctions: readonly ExpressionFunction[] = [
  {
    ...aboutAbsence('has', value),
    isCallOnly: true,
    returns: BOOLEAN,
    isAbsent: 'never',
    doc: 'Whether the value is there.',
    examples: [
      ['has(interaction.NOT_SENT)', false],
      ['has("")', true],
    ],
    apply: (it = null) => it !== null,
  },
  {
    ...aboutAbsence('default', value, { name: 'otherwise' }),
    returns: firstOf,
    doc: 'The value, or another when it is absent; the long form of {{value|otherwise}}.',
    examples: [
      ['default(null, "there")', 'there'],
      ['default("", "there")', ''],
    ],
    apply: (it = null, otherwise = null) => it ?? otherwise,
  },
  {
    ...aboutAbsence('orDefault', value, { name: 'otherwise' }),
    returns: firstOf,
    doc: 'The same as default().',
    examples: [['orDefault(null, 0)', 0]],
    apply: (it = null, otherwise = null) => it ?? otherwise,
  },
  {
    ...aboutAbsence('coalesce', { name: 'value', isRepeated: true }),
    returns: firstOf,
    doc: 'The first of its values that is there; up to 8 of them.',
    examples: [['coalesce(null, "mobile", "home")', 'mobile']],
    apply: (...all) => all.find((one) => one !== null) ?? null,
  },
  {
    ...aboutAbsence('dyn', value),
    returns: UNKNOWN,
    doc: 'The value as it is, of a type that is not checked: for a field that sometimes is of another type than was declared.',
    examples: [['dyn("7")', '7']],
    apply: (it = null) => it,
  },
];

function onList(
  name: string,
  ...more: Parameter[]
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'isAbsent'> {
  return { name, group: 'lists', parameters: [list, ...more], isAbsent: 'perhaps' };
}

function aboutAbsence(
  name: string,
  ...parameters: Parameter[]
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'isAbsent'> {
  // The types say when it is absent: the last value's decides.
  return { name, group: 'absence', parameters, isAbsent: 'never' };
}

/** The first that is there: absent only if the last one is. */
function firstOf(types: readonly StaticType[]): StaticType {
  const before = types.slice(0, -1).map(withoutNull);
  return before.reduceRight<StaticType>((found, type) => union(type, found), types.at(-1) ?? UNKNOWN);
}

function isShortList(value: Value | undefined): value is Json[] {
  return Array.isArray(value) && value.length <= MAX_LIST_LENGTH;
}

function memberNamed(value: Json, name: string): Json {
  return isJsonObject(value) ? ownMember(value, name) : null;
}
