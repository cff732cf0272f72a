import { compileCondition, compileContent, type Compiled } from '../template/expression.ts';
import type { Reference } from '../template/references.ts';
import { readSpan } from '../template/template-text.ts';
import { shifted, type TextRange } from '../template/text-range.ts';

/** One `{{ … }}` of a text, or the whole of a condition, as an editor marks it. */
export interface TemplateMark {
  range: TextRange;
  /** The names that it reads, each where it stands in the text. */
  names: readonly MarkedName[];
  /** Why it cannot be read; absent when it can. */
  problem?: string;
}

/** A name where it stands in the author's text. */
export interface MarkedName {
  range: TextRange;
  /** `['interaction', 'CALL_ID']`; a bare name begins with `variables`. */
  path: readonly string[];
}

/** The templates of a text, in its order. One that is never closed reaches to the text's end. */
export function markTemplates(text: string): TemplateMark[] {
  const marks: TemplateMark[] = [];
  let from = text.indexOf('{{');
  while (from >= 0) {
    const span = readSpan(text, from);
    if (span === undefined) {
      marks.push({ range: { from, to: text.length }, names: [], problem: 'a {{ is never closed: add }}' });
      return marks;
    }
    marks.push(markOf({ from, to: span.to }, compileContent(span.content), from + 2));
    from = text.indexOf('{{', span.to);
  }
  return marks;
}

/** A condition as one mark: its names stand with or without `{{ }}`. */
export function markCondition(text: string): TemplateMark {
  return markOf({ from: 0, to: text.length }, compileCondition(text), 0);
}

function markOf(range: TextRange, compiled: Compiled<{ references: readonly Reference[] }>, by: number): TemplateMark {
  if (!compiled.ok) return { range, names: [], problem: compiled.problem };
  const names = compiled.value.references.flatMap((reference): MarkedName[] => {
    if (reference.range === undefined) return [];
    return [{ range: shifted(reference.range, by), path: [reference.root, ...reference.path] }];
  });
  return { range, names };
}
