import { findOpening, readSpan, splitDefault } from './template-text.ts';

/** CEL text, or what is wrong with the brackets. */
export type Desugared = { ok: true; cel: string } | { ok: false; problem: string };

/**
 * The author's expression as CEL: `{{ path }}` outside quotes becomes `( path )`, and `{{ path|there }}` becomes
 * `orDefault( path , "there")`.
 */
export function desugar(source: string): Desugared {
  let cel = '';
  let at = 0;
  for (;;) {
    const opening = findOpening(source, at);
    if (opening.isAnyQuoted) return { ok: false, problem: 'a template stands in quotes: write {{name}} without them' };
    if (opening.at < 0) return { ok: true, cel: cel + source.slice(at) };
    const span = readSpan(source, opening.at);
    if (span === undefined) return { ok: false, problem: 'a {{ is never closed: add }}' };
    const content = desugarContent(span.content);
    if (!content.ok) return content;
    cel += `${source.slice(at, opening.at)} (${content.cel}) `;
    at = span.to;
  }
}

/** What stands between `{{` and `}}`. */
export function desugarContent(content: string): Desugared {
  const { source, fallback } = splitDefault(content);
  if (source.trim() === '') return { ok: false, problem: 'there is nothing between {{ and }}: name a value' };
  return { ok: true, cel: fallback === undefined ? source : `orDefault(${source}, ${literal(fallback)})` };
}

/** A default is text; `true`, `false`, `null` and numbers are what they look like, and quotes make them text. */
function literal(fallback: string): string {
  if (/^(?:true|false|null|-?(?:0|[1-9]\d{0,14})(?:\.\d+)?)$/.test(fallback)) return fallback;
  if (/^(["']).*\1$/s.test(fallback) && fallback.length > 1) return JSON.stringify(fallback.slice(1, -1));
  return JSON.stringify(fallback);
}
