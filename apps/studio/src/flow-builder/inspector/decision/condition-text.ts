import type { ConditionRow, ConditionRows, Json, RowOperator } from '@aftercall/flow-model';

/** What a row compares by, in words. */
export const OPERATOR_WORDS: Readonly<Record<RowOperator, string>> = {
  '==': 'equals',
  '!=': 'does not equal',
  '>': 'is more than',
  '<': 'is less than',
  '>=': 'is at least',
  '<=': 'is at most',
  contains: 'contains',
  not_contains: 'does not contain',
  is: 'is exactly',
  is_not: 'is not exactly',
  exists: 'is there',
  not_exists: 'is absent',
  in: 'is one of',
  starts_with: 'starts with',
  ends_with: 'ends with',
};

/** Whether a row of this operator has something on its right. */
export function hasRight(op: RowOperator): boolean {
  return op !== 'exists' && op !== 'not_exists';
}

/** Rows as an expression that says the same; undefined when a side is no name or value that an expression can hold. */
export function rowsToText(rows: ConditionRows): string | undefined {
  const list = rows.all ?? rows.any ?? [];
  const texts = list.map(rowToText);
  if (texts.length === 0 || !texts.every((text) => text !== undefined)) return undefined;
  return texts.join(rows.all === undefined ? ' || ' : ' && ');
}

/** An expression as rows, when it is nothing but comparisons joined by `&&` or by `||`. */
export function textToRows(text: string): ConditionRows | undefined {
  const isAny = splitOutsideQuotes(text, '||').length > 1;
  const parts = splitOutsideQuotes(text, isAny ? '||' : '&&');
  const rows = parts.map(textToRow);
  if (!rows.every((row) => row !== undefined)) return undefined;
  return isAny ? { any: rows } : { all: rows };
}

function rowToText({ left, op, right }: ConditionRow): string | undefined {
  const [subject, object] = [operand(left), operand(right)];
  if (subject === undefined || (hasRight(op) && object === undefined)) return undefined;
  return WRITTEN[op](subject, object ?? '');
}

const WRITTEN: Readonly<Record<RowOperator, (left: string, right: string) => string>> = {
  '==': (left, right) => `${left} == ${right}`,
  '!=': (left, right) => `${left} != ${right}`,
  '>': (left, right) => `${left} > ${right}`,
  '<': (left, right) => `${left} < ${right}`,
  '>=': (left, right) => `${left} >= ${right}`,
  '<=': (left, right) => `${left} <= ${right}`,
  contains: (left, right) => `contains(${left}, ${right})`,
  not_contains: (left, right) => `!contains(${left}, ${right})`,
  is: (left, right) => `${left} == ${right}`,
  is_not: (left, right) => `${left} != ${right}`,
  exists: (left) => `${left} != null`,
  not_exists: (left) => `${left} == null`,
  in: (left, right) => `${left} in ${right}`,
  starts_with: (left, right) => `startsWith(${left}, ${right})`,
  ends_with: (left, right) => `endsWith(${left}, ${right})`,
};

const WHOLE_TEMPLATE = /^\s*\{\{\s*([^{}|]+?)\s*\}\}\s*$/;

/** A single template as `{{name}}`, a value as a literal; a number that was typed into a row as text is a number there. */
function operand(side: Json | undefined): string | undefined {
  if (side === undefined) return undefined;
  if (typeof side !== 'string') return JSON.stringify(side);
  const name = WHOLE_TEMPLATE.exec(side)?.[1];
  if (name !== undefined) return `{{${name}}}`;
  if (side.includes('{{')) return undefined;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(side) || side === 'true' || side === 'false' ? side : JSON.stringify(side);
}

const NAME = String.raw`(?:\{\{\s*[^{}|]+?\s*\}\}|[A-Za-z_][\w.]*(?:\["[^"]*"\])*)`;
const LITERAL = String.raw`(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|-?\d+(?:\.\d+)?|true|false)`;
const COMPARED = new RegExp(`^(${NAME})\\s*(==|!=|>=|<=|>|<)\\s*(${LITERAL}|null)$`);
const CALLED = new RegExp(`^(!?)(contains|startsWith|endsWith)\\(\\s*(${NAME})\\s*,\\s*(${LITERAL})\\s*\\)$`);
const METHOD = new RegExp(`^(!?)(${NAME})\\.(contains|startsWith|endsWith)\\(\\s*(${LITERAL})\\s*\\)$`);

const CALLS: Readonly<Record<string, RowOperator>> = {
  contains: 'contains',
  '!contains': 'not_contains',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
};

function textToRow(text: string): ConditionRow | undefined {
  const trimmed = text.trim();
  const compared = COMPARED.exec(trimmed);
  if (compared !== null) return comparison(compared[1] ?? '', compared[2] as RowOperator, compared[3] ?? '');
  const [, not = '', name = '', subject = '', object = ''] = CALLED.exec(trimmed) ?? methodParts(trimmed);
  return name === '' ? undefined : callRow(`${not}${name}`, subject, object);
}

/** `x.contains("y")` in the order of `contains(x, "y")`. */
function methodParts(text: string): string[] {
  const [whole, not = '', left = '', name = '', right = ''] = METHOD.exec(text) ?? [];
  return whole === undefined ? [] : [whole, not, name, left, right];
}

function comparison(left: string, op: RowOperator, right: string): ConditionRow | undefined {
  if (right !== 'null') return { left: asTemplate(left), op, right: literal(right) };
  if (op === '==') return { left: asTemplate(left), op: 'not_exists' };
  return op === '!=' ? { left: asTemplate(left), op: 'exists' } : undefined;
}

function callRow(call: string, left: string, right: string): ConditionRow | undefined {
  const op = CALLS[call];
  return op === undefined ? undefined : { left: asTemplate(left), op, right: literal(right) };
}

function asTemplate(name: string): string {
  return name.startsWith('{{') ? name : `{{${name}}}`;
}

function literal(text: string): Json {
  if (!text.startsWith("'")) return JSON.parse(text) as Json;
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

function splitOutsideQuotes(text: string, joint: string): string[] {
  const parts = [''];
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && text.startsWith(joint, at)) {
      parts.push('');
      at += joint.length - 1;
      continue;
    }
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote && text.charAt(at - 1) !== '\\') quote = '';
    parts[parts.length - 1] = `${parts.at(-1) ?? ''}${character}`;
  }
  return parts;
}
