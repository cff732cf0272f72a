import type { Json } from '../../document/json.ts';
import { isIn } from '../operators.ts';
import { BOOLEAN, listOf, NUMBER, TEXT } from '../types/static-type.ts';
import {
  asText,
  boundedList,
  boundedText,
  isNumeric,
  MAX_LIST_LENGTH,
  MAX_TEXT_LENGTH,
  scalarText,
  type Value,
} from '../value.ts';
import { characterCount, sliceCharacters } from './characters.ts';
import type { ExpressionFunction, Parameter } from './expression-function.ts';

const text: Parameter = { name: 'text', accepts: ['text', 'number', 'boolean'] };
const part: Parameter = { name: 'part', accepts: ['text', 'number', 'boolean'] };
const asNumber = (name: string): Parameter => ({ name, accepts: ['number'] });
const optional = (parameter: Parameter): Parameter => ({ ...parameter, isOptional: true });

const textBound = 'A text of more than 4,000,000 characters is not made: the result is absent.';
const listBound = 'A list of more than 10,000 members is not made: the result is absent.';

/** Text in, text out: numbers and truth values are read as text, what is absent stays absent. */
export const textFunctions: readonly ExpressionFunction[] = [
  {
    ...ofText('lower'),
    doc: 'The text in small letters.',
    examples: [['lower("Escalated")', 'escalated']],
    apply: (value) => onText(value, (it) => it.toLowerCase()),
  },
  {
    ...ofText('upper'),
    doc: 'The text in capital letters.',
    examples: [['"acme".upper()', 'ACME']],
    apply: (value) => onText(value, (it) => it.toUpperCase()),
  },
  {
    ...ofText('trim'),
    doc: 'The text without blanks and line breaks at both ends.',
    examples: [['trim("  hello ")', 'hello']],
    apply: (value) => onText(value, (it) => it.trim()),
  },
  {
    ...ofText('replace', part, { ...part, name: 'by' }),
    doc: 'The text with every occurrence of a part replaced. Letter case counts; there are no patterns.',
    bounds: textBound,
    examples: [
      ['replace("a-b-c", "-", " ")', 'a b c'],
      ['"+1 415".replace(" ", "")', '+1415'],
    ],
    apply: replace,
  },
  {
    ...ofText('split', { ...part, name: 'separator' }),
    returns: listOf(TEXT),
    isAbsent: 'perhaps',
    doc: 'The list of the pieces between the separators; an empty separator gives single characters.',
    bounds: listBound,
    examples: [['split("red,green", ",")', ['red', 'green']]],
    apply: split,
  },
  {
    ...ofText('substring', asNumber('from'), optional(asNumber('to'))),
    doc: 'The characters from one position up to, not including, another. The first is 0; negative positions count from the end.',
    examples: [
      ['substring("ticket-42", 7)', '42'],
      ['"ticket-42".substring(0, 6)', 'ticket'],
      ['substring("ticket-42", -2)', '42'],
    ],
    apply: substring,
  },
  {
    ...ofText('truncate', asNumber('length'), optional({ ...part, name: 'ending' })),
    doc: 'The text cut to a length in characters. A text that is cut ends with "…", or the ending given; that counts too.',
    examples: [
      ['truncate("A long summary", 6)', 'A lon…'],
      ['truncate("short", 6)', 'short'],
      ['truncate("A long summary", 9, "...")', 'A long...'],
    ],
    apply: truncate,
  },
  {
    ...question('contains', { name: 'value', accepts: ['text', 'list', 'object', 'null'] }),
    doc: 'Whether a part stands in a text, a member in a list, or a name in an object.',
    examples: [
      ['"cancel my order".contains("cancel")', true],
      ['contains(["a", "b"], "c")', false],
    ],
    apply: (value, it = null) =>
      typeof value === 'string' ? typeof it === 'string' && value.includes(it) : isIn(it, value ?? null),
  },
  {
    ...question('startsWith', { ...text, accepts: ['text', 'null'] }),
    doc: 'Whether the text begins with the part.',
    examples: [['"+1415".startsWith("+1")', true]],
    apply: (value, it) => typeof value === 'string' && typeof it === 'string' && value.startsWith(it),
  },
  {
    ...question('endsWith', { ...text, accepts: ['text', 'null'] }),
    doc: 'Whether the text ends with the part.',
    examples: [['endsWith("call.mp3", ".mp3")', true]],
    apply: (value, it) => typeof value === 'string' && typeof it === 'string' && value.endsWith(it),
  },
  {
    name: 'string',
    group: 'text',
    parameters: [{ name: 'value' }],
    returns: TEXT,
    isAbsent: 'never',
    doc: 'The value as text. What is absent gives the empty text, lists and objects their JSON.',
    bounds: 'The JSON of a value of more than 4,000,000 characters is the empty text.',
    examples: [
      ['string(42)', '42'],
      ['string([1, 2])', '[1,2]'],
      ['string(null)', ''],
    ],
    apply: (value = null) => asText(value),
  },
  {
    ...ofText('mask', optional(asNumber('visible'))),
    doc: 'The text with stars for all but its last characters: 4, or as many as are said.',
    examples: [
      ['mask("+14155550142")', '********0142'],
      ['mask("secret", 0)', '******'],
    ],
    apply: mask,
  },
];

function ofText(
  name: string,
  ...more: Parameter[]
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'returns' | 'isAbsent'> {
  return { name, group: 'text', parameters: [text, ...more], returns: TEXT, isAbsent: 'with-value' };
}

function question(
  name: string,
  value: Parameter,
): Pick<ExpressionFunction, 'name' | 'group' | 'parameters' | 'returns' | 'isAbsent'> {
  return { name, group: 'text', parameters: [value, { name: 'part' }], returns: BOOLEAN, isAbsent: 'never' };
}

function onText(value: Value | undefined, change: (text: string) => string): Value {
  const read = scalarText(value ?? null);
  return read === null ? null : boundedText(change(read));
}

function replace(value?: Value, part: Value = null, by: Value = null): Value {
  const [read, sought, put] = [scalarText(value ?? null), scalarText(part), asText(by)];
  if (read === null || sought === null || sought === '') return read;
  // Counted before it is built: a short text may stand for a very long one.
  const pieces = read.split(sought);
  const length = read.length + (pieces.length - 1) * (put.length - sought.length);
  return length > MAX_TEXT_LENGTH ? null : pieces.join(put);
}

function split(value?: Value, separator: Value = null): Value {
  const [read, at] = [scalarText(value ?? null), scalarText(separator)];
  if (read === null || at === null) return null;
  if (at === '' && read.length > 2 * MAX_LIST_LENGTH) return null;
  return boundedList(at === '' ? Array.from(read) : read.split(at, MAX_LIST_LENGTH + 1));
}

/** A position as a whole number; undefined for what is none. */
function wholeNumber(value: Value | undefined): number | undefined {
  return value !== undefined && isNumeric(value) ? Math.trunc(Number(value)) : undefined;
}

function substring(value?: Value, from?: Value, to?: Value): Value {
  const [read, start] = [scalarText(value ?? null), wholeNumber(from)];
  return read === null || start === undefined ? null : sliceCharacters(read, start, wholeNumber(to));
}

function truncate(value?: Value, length?: Value, ending: Value = '…'): Value {
  const [read, most] = [scalarText(value ?? null), wholeNumber(length)];
  if (read === null || most === undefined) return null;
  // No text has more characters than code units.
  if (read.length <= most || characterCount(read) <= most) return read;
  const closing = sliceCharacters(asText(ending), 0, Math.max(0, most));
  return sliceCharacters(read, 0, Math.max(0, most - characterCount(closing))) + closing;
}

function mask(value?: Value, visible: Value = 4): Value {
  const [read, keep] = [scalarText(value ?? null), wholeNumber(visible)];
  if (read === null || keep === undefined) return null;
  const hidden = Math.max(0, characterCount(read) - Math.max(0, keep));
  return '*'.repeat(hidden) + sliceCharacters(read, hidden);
}

/** Members as text with a separator between them; absent ones show nothing. */
export const joinFunction: ExpressionFunction = {
  name: 'join',
  group: 'lists',
  parameters: [
    { name: 'list', accepts: ['list'] },
    { name: 'separator', accepts: ['text'], isOptional: true },
  ],
  returns: TEXT,
  isAbsent: 'perhaps',
  doc: 'The members of a list as one text, with a separator between them (", " when none is given).',
  bounds: `${listBound} ${textBound}`,
  examples: [
    ['join(["red", "green"])', 'red, green'],
    ['["a", 1, null].join("-")', 'a-1-'],
  ],
  apply: (list, separator = ', ') => {
    if (!Array.isArray(list) || list.length > MAX_LIST_LENGTH || typeof separator !== 'string') return null;
    return joined(list, separator);
  },
};

function joined(list: readonly Json[], separator: string): Value {
  let length = 0;
  const pieces: string[] = [];
  for (const member of list) {
    const piece = asText(member);
    length += piece.length + separator.length;
    if (length > MAX_TEXT_LENGTH + separator.length) return null;
    pieces.push(piece);
  }
  return pieces.join(separator);
}

/** The number of characters is a text's, of members a list's. */
export const sizeFunction: ExpressionFunction = {
  name: 'size',
  group: 'lists',
  parameters: [{ name: 'value', accepts: ['text', 'list', 'object', 'null'] }],
  returns: NUMBER,
  isAbsent: 'never',
  doc: 'How many characters a text, members a list or names an object has; 0 for what is absent.',
  examples: [
    ['size("héé😀")', 4],
    ['size([1, 2, 3])', 3],
    ['size(null)', 0],
  ],
  apply: size,
};

function size(value: Value = null): Value {
  if (value === null) return 0n;
  if (typeof value === 'string') return BigInt(characterCount(value));
  if (typeof value !== 'object') return null;
  return BigInt(Array.isArray(value) ? value.length : Object.keys(value).length);
}
