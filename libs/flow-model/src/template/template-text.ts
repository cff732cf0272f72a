/**
 * Where the brackets of the author's text stand. Grammar:
 *
 *     text    = { literal | "{{" content "}}" }
 *     content = expression [ "|" default ]
 *
 * Quotes and brackets inside the content are respected: `{{ x["}}"] }}` is one template.
 */
export interface Span {
  /** Of the opening `{{`. */
  from: number;
  /** Behind the closing `}}`. */
  to: number;
  content: string;
}

const OPENERS = '([{';
const CLOSERS = ')]}';

/** Index of the first character at nesting depth 0 and outside quotes that `isEnd` accepts; -1 when there is none. */
function scan(text: string, from: number, isEnd: (at: number) => boolean): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
      continue;
    }
    if (depth === 0 && isEnd(at)) return at;
    if (character === '"' || character === "'") quote = character;
    else if (OPENERS.includes(character)) depth += 1;
    else if (CLOSERS.includes(character)) depth = Math.max(0, depth - 1);
  }
  return -1;
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

/** Index of the next `{{` outside quotes at or after `from`; `quotedAt` is the first one seen inside quotes. */
export function findOpening(text: string, from: number): { at: number; quotedAt: number } {
  let quote = '';
  let quotedAt = -1;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '' && character === '\\') {
      at += 1;
      continue;
    }
    if (text.startsWith('{{', at)) {
      if (quote === '') return { at, quotedAt };
      if (quotedAt < 0) quotedAt = at;
    }
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  return { at: -1, quotedAt };
}
