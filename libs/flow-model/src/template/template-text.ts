// Where the brackets of the author's text stand. Grammar:
//
//     text    = { literal | "{{" content "}}" }
//     content = expression [ "|" default ]
//
// Quotes and brackets inside the content are respected: {{ x["}}"] }} is one template.

/** One template within a text. */
export interface Span {
  /** Of the opening `{{`. */
  from: number;
  /** Behind the closing `}}`. */
  to: number;
  content: string;
}

const QUOTES = `"'`;
const OPENERS = '([{';
const CLOSERS = ')]}';

/** Index of the first character at nesting depth 0 and outside quotes that `isEnd` accepts; -1 when there is none. */
function scan(text: string, from: number, isEnd: (at: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (depth === 0 && isEnd(at)) return at;
    const character = text.charAt(at);
    if (QUOTES.includes(character)) at = endOfQuoted(text, at);
    else if (OPENERS.includes(character)) depth += 1;
    else if (CLOSERS.includes(character)) depth = Math.max(0, depth - 1);
  }
  return -1;
}

/** Index of the quote that closes the one at `from`; the text's end when none does. */
function endOfQuoted(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return text.length;
}

/** The template that opens at `from`; undefined when it is never closed. */
export function readSpan(text: string, from: number): Span | undefined {
  const end = scan(text, from + 2, (at) => text.startsWith('}}', at));
  return end < 0 ? undefined : { from, to: end + 2, content: text.slice(from + 2, end) };
}

/** `name|there` to its two halves; `||` is the operator "or", not a default. */
export function splitDefault(content: string): { source: string; fallback: string | undefined } {
  const bar = scan(content, 0, (at) => content[at] === '|' && content[at - 1] !== '|' && content[at + 1] !== '|');
  return bar < 0
    ? { source: content, fallback: undefined }
    : { source: content.slice(0, bar), fallback: content.slice(bar + 1).trim() };
}

/** Index of the next `{{` outside quotes at or after `from`, -1 when there is none; and whether one before it is quoted. */
export function findOpening(text: string, from: number): { at: number; isAnyQuoted: boolean } {
  let isAnyQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('{{', at)) return { at, isAnyQuoted };
    if (!QUOTES.includes(text.charAt(at))) continue;
    const end = endOfQuoted(text, at);
    isAnyQuoted ||= text.slice(at, end).includes('{{');
    at = end;
  }
  return { at: -1, isAnyQuoted };
}
