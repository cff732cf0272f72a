import { BOOLEAN, NUMBER } from '../types/static-type.ts';
import { boundedInt, isNumeric, parseNumber, toJson, type Value } from '../value.ts';
import type { ExpressionFunction, Parameter } from './expression-function.ts';

const number: Parameter = { name: 'number', accepts: ['number'] };
const readable: Parameter = { name: 'value', accepts: ['text', 'number', 'boolean'] };

/** Numbers and truth values, and what reads them from text. */
export const numberFunctions: readonly ExpressionFunction[] = [
  {
    ...about('number', readable),
    doc: 'The number that a text shows, such as "12.50" or "1e3"; absent when it shows none.',
    examples: [
      ['number("12.50")', 12.5],
      ['number("12 EUR")', null],
    ],
    apply: toDouble,
  },
  {
    ...about('round', number, { name: 'digits', accepts: ['number'], isOptional: true }),
    doc: 'The nearest whole number, or the nearest with so many digits behind the point (15 at most). Halves go away from zero.',
    examples: [
      ['round(2.5)', 3],
      ['round(-2.5)', -3],
      ['round(1.005, 2)', 1.01],
      ['round(187.0 / 60, 1)', 3.1],
    ],
    apply: round,
  },
  {
    ...about('floor', number),
    doc: 'The largest whole number that is not above.',
    examples: [['floor(3.9)', 3]],
    apply: (value) => onNumber(value, Math.floor),
  },
  {
    ...about('ceil', number),
    doc: 'The smallest whole number that is not below.',
    examples: [['ceil(3.1)', 4]],
    apply: (value) => onNumber(value, Math.ceil),
  },
  {
    ...about('int', readable),
    doc: 'The whole number that a value shows. Decimals are cut towards zero; text must show a whole number.',
    examples: [
      ['int("42")', 42],
      ['int(-3.9)', -3],
      ['int("3.9")', null],
    ],
    apply: toInt,
  },
  {
    ...about('double', readable),
    doc: 'The value as a decimal number, so that a division is not cut; the same as number().',
    examples: [['double(7) / 2', 3.5]],
    apply: toDouble,
  },
  {
    ...about('bool', readable),
    returns: BOOLEAN,
    doc: 'The truth value that a text shows: "true", "t" or "1", "false", "f" or "0".',
    examples: [
      ['bool("true")', true],
      ['bool("yes")', null],
    ],
    apply: toBool,
  },
];

function about(
  name: string,
  ...parameters: Parameter[]
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'returns' | 'isAbsent'> {
  return { name, group: 'numbers', parameters, returns: NUMBER, isAbsent: 'with-value' };
}

function onNumber(value: Value | undefined, change: (number: number) => number): Value {
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' ? toJson(change(value) + 0) : null;
}

function round(value: Value = null, digits: Value = 0n): Value {
  if (!isNumeric(value) || !isNumeric(digits)) return null;
  const places = Math.trunc(Number(digits));
  if (places < 0 || places > 15) return null;
  if (typeof value === 'bigint') return value;
  const rounded = movePoint(Math.round(movePoint(Math.abs(value), places)), -places);
  return toJson(value < 0 && rounded !== 0 ? -rounded : rounded);
}

/** Times a power of ten, by way of the number's own digits: 1.005 × 100 would be 100.49999999999999. */
function movePoint(number: number, places: number): number {
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Number(`${digits}e${String(Number(exponent) + places)}`);
}

function toInt(value: Value = null): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^[-+]?\d{1,19}$/.test(value)) return boundedInt(BigInt(value.replace('+', '')));
  return typeof value === 'number' && Number.isFinite(value) ? boundedInt(BigInt(Math.trunc(value))) : null;
}

function toDouble(value: Value = null): Value {
  if (isNumeric(value)) return Number(value);
  return typeof value === 'string' ? (parseNumber(value) ?? null) : null;
}

const TRUE_WORDS = ['true', 'True', 'TRUE', 't', '1'];
const FALSE_WORDS = ['false', 'False', 'FALSE', 'f', '0'];

function toBool(value: Value = null): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  if (TRUE_WORDS.includes(value)) return true;
  return FALSE_WORDS.includes(value) ? false : null;
}
