import { EXPRESSION_FUNCTIONS } from '../../template/functions.ts';
import { arityOf } from '../../template/functions/expression-function.ts';
import type { Random } from './random.ts';

/** Names that must never lead out of the data. */
export const PROTOTYPE_NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
const NAMES = ['text', 'long', 'list', 'object', 'number', 'missing', 'flag', 'nothing', ...PROTOTYPE_NAMES];
const ROOTS = ['interaction', 'variables', 'steps', 'env', 'run', 'response'];
const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'in', '&&', '||'];
const LITERALS = [
  '1',
  '0',
  '-3',
  '2.5',
  '1e308',
  '9007199254740993',
  '"a"',
  '"UTC"',
  '"days"',
  '"yyyy-MM-dd"',
  '""',
].concat(
  ['"2026-11-20T09:00:00Z"', '"\\u0000\\n😀"', 'true', 'false', 'null', '[]', '[1, "a"]', '{}', '{"a": 1}'], // some that functions like
);
const SCRAPS = [
  '{{',
  '}}',
  '|',
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '.',
  ',',
  '?',
  ':',
  '\\',
  '\0',
  '\uD800',
  '//',
  '`',
  'matches(',
  '.map(x, ',
];

/** A well-formed expression, mostly: it may name what is not there and call what does not fit. */
export function randomExpression(random: Random, depth = 3): string {
  if (depth === 0 || random.chance(0.2)) return random.chance(0.4) ? random.pick(LITERALS) : randomName(random);
  const inner = (): string => randomExpression(random, depth - 1);
  const forms: (() => string)[] = [
    () => `${inner()} ${random.pick(OPERATORS)} ${inner()}`,
    () => `(${inner()})`,
    () => `${random.pick(['!', '-'])}(${inner()})`,
    () => `${inner()} ? ${inner()} : ${inner()}`,
    () => `[${random.list(3, inner).join(', ')}]`,
    () => `{"${random.pick(NAMES)}": ${inner()}}`,
    () => randomCall(random, inner),
    () => randomCall(random, inner),
    () => `(${inner()})[${inner()}]`,
  ];
  return random.pick(forms)();
}

function randomName(random: Random): string {
  const name = random.pick(NAMES);
  if (random.chance(0.4)) return name;
  const member = random.chance(0.3) ? `["${random.pick(NAMES)}"]` : `.${random.pick(NAMES)}`;
  return `${random.pick([...ROOTS, name])}${member}${random.chance(0.3) ? `.${random.pick(NAMES)}` : ''}`;
}

function randomCall(random: Random, inner: () => string): string {
  const one = random.pick(EXPRESSION_FUNCTIONS);
  const { least, most } = arityOf(one);
  const count = random.chance(0.95) ? least + random.below(Math.min(most, 4) - least + 1) : random.below(5);
  const values = Array.from({ length: count }, inner);
  const [first, ...others] = values;
  if (first === undefined || one.isCallOnly || random.chance(0.6)) return `${one.name}(${values.join(', ')})`;
  return `(${first}).${one.name}(${others.join(', ')})`;
}

/** As it might arrive: cut, doubled, with something thrown in. */
export function damaged(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  const to = at + random.below(6);
  return random.pick([
    text.slice(0, at) + text.slice(to),
    text.slice(0, at) + random.pick(SCRAPS) + text.slice(at),
    text.slice(0, to) + text.slice(at),
    random.list(20, () => random.pick(SCRAPS)).join(random.pick(['', ' ', 'x'])),
    text.repeat(1 + random.below(40)),
    random.pick(['(', '!', '-', '[', '{{']).repeat(random.below(2100)) + text,
  ]);
}

/** A text with templates in it. */
export function randomTemplate(random: Random): string {
  const piece = (): string => {
    const fallback = random.chance(0.2) ? `|${random.pick(['there', '0', '"x"', ''])}` : '';
    const template = `{{${randomExpression(random, 2)}${fallback}}}`;
    return random.chance(0.5) ? template : `${random.pick(['', ' ', 'a "b"', '}', '😀', '\n'])}${template}`;
  };
  return random.chance(0.4) ? piece() : random.list(3, piece).join('');
}
