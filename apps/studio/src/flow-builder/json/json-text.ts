import { markTemplates, type Json } from '@aftercall/flow-model';
import { findJsonProblem } from './find-json-problem.ts';

/** A JSON text as an author types it, read; or where it cannot be. */
export type ReadJson =
  { readonly ok: true; readonly json: Json } | { readonly ok: false; readonly problem: string; readonly at: number };

/**
 * Reads JSON in which a template may stand unquoted where a value stands: `{ "turns": {{interaction.TURNS}} }` means the same
 * as with quotes around it.
 */
export function readJsonText(text: string): ReadJson {
  const { quoted, toSource } = quoteTemplates(text);
  const found = findJsonProblem(quoted);
  if (found !== undefined) return { ok: false, problem: found.problem, at: toSource(found.at) };
  return { ok: true, json: JSON.parse(quoted) as Json };
}

/** As the editor shows a tree. */
export function writeJsonText(json: Json): string {
  return JSON.stringify(json, undefined, 2);
}

interface Quoted {
  readonly quoted: string;
  /** Where a place of the quoted text stands in the author's. */
  readonly toSource: (at: number) => number;
}

function quoteTemplates(text: string): Quoted {
  const inStrings = stringRanges(text);
  const loose = markTemplates(text).filter(
    ({ range }) => !inStrings.some(({ from, to }) => range.from >= from && range.from < to),
  );
  if (loose.length === 0) return { quoted: text, toSource: (at) => at };
  let quoted = '';
  let at = 0;
  const shifts: { from: number; by: number }[] = [];
  for (const { range } of loose) {
    const literal = JSON.stringify(text.slice(range.from, range.to));
    quoted += text.slice(at, range.from) + literal;
    at = range.to;
    shifts.push({ from: quoted.length, by: quoted.length - at });
  }
  quoted += text.slice(at);
  const toSource = (place: number): number => place - (shifts.findLast(({ from }) => from <= place)?.by ?? 0);
  return { quoted, toSource };
}

/** A text within a JSON text, with the way to it. */
export interface JsonString {
  /** `ticket.subject`, `tags.0`; empty for the whole. */
  readonly path: string;
  /** Behind the opening quote. */
  readonly from: number;
  readonly to: number;
}

/** The strings that are values, in the order of the text; works on what can be read of a broken text too. */
export function jsonStrings(text: string): JsonString[] {
  const walk = new Walk(text);
  for (const token of tokens(text)) walk.take(token);
  return walk.found;
}

/** Where in a JSON text one is, token by token. */
class Walk {
  readonly found: JsonString[] = [];
  readonly #text: string;
  readonly #holders: Holder[] = [];
  /** Of the member whose value comes next. */
  #name: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  take(token: Token): void {
    if (token.type === 'string') this.#takeString(token);
    else if (token.type === '{' || token.type === '[') this.#open(token.type === '[');
    else this.#pass(token.type === ',');
  }

  #takeString({ from, to }: { from: number; to: number }): void {
    const isName = this.#holders.at(-1)?.isList === false && this.#name === undefined;
    if (isName) {
      this.#name = unescaped(this.#text.slice(from, to));
      return;
    }
    this.found.push({ path: this.#path(), from, to });
    this.#name = undefined;
  }

  #open(isList: boolean): void {
    const holder = this.#holders.at(-1);
    if (holder !== undefined) holder.name = this.#name ?? '';
    this.#holders.push({ isList, at: 0, name: '' });
    this.#name = undefined;
  }

  #pass(isComma: boolean): void {
    const holder = this.#holders.at(-1);
    if (!isComma) this.#holders.pop();
    else if (holder !== undefined) holder.at += 1;
    this.#name = undefined;
  }

  #path(): string {
    const last = this.#holders.length - 1;
    const steps = this.#holders.map(({ isList, at, name }, index) => {
      if (isList) return String(at);
      return index === last ? (this.#name ?? '') : name;
    });
    return steps.join('.');
  }
}

/** An object or a list that is open. */
interface Holder {
  readonly isList: boolean;
  /** Items before. */
  at: number;
  /** Of the member that is open within. */
  name: string;
}

/** Where a part of a string's value stands in the text: escapes are longer there. */
export function rangeInText(
  text: string,
  string: JsonString,
  { from, to }: { from: number; to: number },
): { from: number; to: number } {
  const source = text.slice(string.from, string.to);
  return { from: string.from + rawOffset(source, from), to: string.from + rawOffset(source, to) };
}

function rawOffset(source: string, offset: number): number {
  let raw = 0;
  for (let count = 0; count < offset && raw < source.length; count += 1) {
    raw += (/^\\u[0-9a-fA-F]{4}/.exec(source.slice(raw)) ?? /^\\[^]/.exec(source.slice(raw)))?.[0].length ?? 1;
  }
  return raw;
}

function unescaped(source: string): string {
  try {
    return JSON.parse(`"${source}"`) as string;
  } catch {
    return source;
  }
}

type Token =
  | { readonly type: 'string'; readonly from: number; readonly to: number }
  | { readonly type: '{' | '}' | '[' | ']' | ',' };

function* tokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') {
      const to = endOfString(text, at + 1);
      yield { type: 'string', from: at + 1, to };
      at = to;
    } else if (text.startsWith('{{', at)) {
      // A template where a value stands.
      const end = text.indexOf('}}', at);
      at = end < 0 ? text.length : end + 1;
    } else if ('{}[],'.includes(character)) yield { type: character as '{' };
  }
}

function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === '"' || text.charAt(at) === '\n') return at;
  }
  return text.length;
}

function stringRanges(text: string): { from: number; to: number }[] {
  return [...tokens(text)].filter((token) => token.type === 'string');
}
