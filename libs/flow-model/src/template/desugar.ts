import { findOpening, readSpan, splitDefault } from './template-text.ts';
import type { TextRange } from './text-range.ts';

/** CEL text, or what is wrong with the brackets. */
export type Desugared =
  | { ok: true; cel: string; /** Where a part of the CEL stands in the author's text. */ toSource: ToSource }
  | { ok: false; problem: string; range?: TextRange };
type ToSource = (range: TextRange) => TextRange;

/** A part of the CEL text and the part of the author's text it stands for. */
interface Piece {
  cel: string;
  from: number;
  to: number;
  /** Character by character the same text as the author's. */
  isVerbatim: boolean;
}

/**
 * The author's expression as CEL: `{{ path }}` outside quotes becomes `( path )`, and `{{ path|there }}` becomes
 * `orDefault( path , "there")`.
 */
export function desugar(source: string): Desugared {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const opening = findOpening(source, at);
    if (opening.isAnyQuoted) return { ok: false, problem: 'a template stands in quotes: write {{name}} without them' };
    if (opening.at < 0) return joined([...pieces, verbatim(source, at, source.length)]);
    const span = readSpan(source, opening.at);
    if (span === undefined) {
      return { ok: false, problem: 'a {{ is never closed: add }}', range: { from: opening.at, to: source.length } };
    }
    const content = desugarSpan(source, span.from + 2, span.to - 2);
    if (!Array.isArray(content)) return content;
    const opened = { cel: ' (', from: span.from, to: span.from + 2, isVerbatim: true };
    const closed = { cel: ') ', from: span.to - 2, to: span.to, isVerbatim: true };
    pieces.push(verbatim(source, at, opening.at), opened, ...content, closed);
    at = span.to;
  }
}

/** What stands between `{{` and `}}`. */
export function desugarContent(content: string): Desugared {
  const pieces = desugarSpan(content, 0, content.length);
  return Array.isArray(pieces) ? joined(pieces) : pieces;
}

function desugarSpan(text: string, from: number, to: number): Piece[] | Extract<Desugared, { ok: false }> {
  const { source, fallback } = splitDefault(text.slice(from, to));
  if (source.trim() === '') {
    return { ok: false, problem: 'there is nothing between {{ and }}: name a value', range: { from, to } };
  }
  const value = verbatim(text, from, from + source.length);
  if (fallback === undefined) return [value];
  return [
    { cel: 'orDefault(', from, to: from, isVerbatim: false },
    value,
    { cel: `, ${literal(fallback)})`, from: value.to, to, isVerbatim: false },
  ];
}

function verbatim(source: string, from: number, to: number): Piece {
  return { cel: source.slice(from, to), from, to, isVerbatim: true };
}

function joined(pieces: readonly Piece[]): Desugared {
  const cel = pieces.map((piece) => piece.cel).join('');
  return {
    ok: true,
    cel,
    toSource: ({ from, to }) => ({ from: sourceOffset(pieces, from, 'from'), to: sourceOffset(pieces, to, 'to') }),
  };
}

/** An end belongs to the piece before it, a beginning to the piece behind it. */
function sourceOffset(pieces: readonly Piece[], offset: number, edge: 'from' | 'to'): number {
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.cel.length;
    if (offset < end || (edge === 'to' && offset === end)) {
      return piece.isVerbatim ? piece.from + (offset - at) : piece[edge];
    }
    at = end;
  }
  return pieces.at(-1)?.to ?? 0;
}

/** A default is text; `true`, `false`, `null` and numbers are what they look like, and quotes make them text. */
function literal(fallback: string): string {
  if (/^(?:true|false|null|-?(?:0|[1-9]\d{0,14})(?:\.\d+)?)$/.test(fallback)) return fallback;
  if (/^(["']).*\1$/s.test(fallback) && fallback.length > 1) return JSON.stringify(fallback.slice(1, -1));
  return JSON.stringify(fallback);
}
