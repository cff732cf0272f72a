import { StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, type DecorationSet, type Tooltip } from '@codemirror/view';
import { markCondition, markTemplates, type MarkedName, type TemplateMark } from '@aftercall/flow-model';
import { shortValue } from '../sample/shorten-value.ts';
import type { FieldMark, FieldNames } from './field-names.ts';

/** What kind of text a field holds. */
export type TextKind = 'template' | 'condition';

const variable = Decoration.mark({ class: 'ac-variable' });
const broken = Decoration.mark({ class: 'ac-wrong' });
const wrong = Decoration.mark({ class: 'ac-wrong' });
const doubtful = Decoration.mark({ class: 'ac-doubtful' });

const setMarks = StateEffect.define<readonly FieldMark[]>();

/** What the checks complain of, moved along while the text around it changes. */
const checkMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    const moved = marks.map(transaction.changes);
    const effect = transaction.effects.find((one) => one.is(setMarks));
    return effect === undefined ? moved : decorated(effect.value, transaction.state.doc.length);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Shows other complaints. */
export function showMarks(view: EditorView, marks: readonly FieldMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}

/** Templates as chips, what is wrong underlined, values under the pointer. */
export function templateMarks(kind: TextKind, names: () => FieldNames): Extension {
  const chips = StateField.define<DecorationSet>({
    create: ({ doc }) => chipsOf(kind, doc.toString()),
    update: (before, { docChanged, newDoc }) => (docChanged ? chipsOf(kind, newDoc.toString()) : before),
    provide: (field) => EditorView.decorations.from(field),
  });
  return [chips, checkMarks, hoverTooltip((view, at) => tooltipAt(view, at, { kind, names }), { hoverTime: 250 })];
}

function decorated(marks: readonly FieldMark[], length: number): DecorationSet {
  const ranges = marks
    .filter(({ from, to }) => from < to && to <= length)
    .map(({ from, to, severity }) => (severity === 'ERROR' ? wrong : doubtful).range(from, to));
  return Decoration.set(ranges, true);
}

function chipsOf(kind: TextKind, text: string): DecorationSet {
  // In a condition names stand with and without braces: those with them look like everywhere.
  const ranges = markTemplates(text).map(({ range, problem }): Range<Decoration> => {
    const isBroken = problem !== undefined && kind === 'template';
    return (isBroken ? broken : variable).range(range.from, range.to);
  });
  return Decoration.set(ranges, true);
}

/** The name at a place of a text. */
export function nameAt(kind: TextKind, text: string, at: number): MarkedName | undefined {
  const marks: readonly TemplateMark[] = kind === 'condition' ? [markCondition(text)] : markTemplates(text);
  return marks.flatMap((mark) => mark.names).find(({ range }) => range.from <= at && at <= range.to);
}

function tooltipAt(
  view: EditorView,
  at: number,
  { kind, names }: { kind: TextKind; names: () => FieldNames },
): Tooltip | null {
  const found = nameAt(kind, view.state.doc.toString(), at);
  if (found === undefined) return null;
  const { type, value, origin } = names().factsOf(found.path);
  return {
    pos: found.range.from,
    end: found.range.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'ac-value';
      const shown = document.createElement('code');
      shown.textContent = type === undefined ? 'Nobody sets this name' : shortValue(value, 120);
      dom.append(shown);
      const about = [type, origin].filter((part) => part !== undefined).join(', ');
      if (about !== '') dom.append(Object.assign(document.createElement('span'), { textContent: about }));
      return { dom };
    },
  };
}
