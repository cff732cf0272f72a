import {
  autocompletion,
  closeCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSection,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { describeFunctions } from '@aftercall/flow-model';
import { shortValue } from '../sample/shorten-value.ts';
import type { FieldNames, OfferedName } from './field-names.ts';
import type { TextKind } from './template-marks-view.ts';

/** What has been typed of a name: letters, digits, dots, and what brackets hold. */
const NAME = /[A-Za-z_][\w.]*(?:\["[^"]*)?$/;

/** Names and functions: at once behind `{{`, in a condition while a name is typed, by Ctrl+Space anywhere. */
export function templateCompletion(kind: TextKind, names: () => FieldNames): Extension {
  return autocompletion({
    override: [(context) => complete(context, kind, names)],
    icons: false,
    maxRenderedOptions: 200,
    closeOnBlur: true,
    addToOptions: [{ render: renderValue, position: 90 }],
  });
}

type NameCompletion = Completion & { readonly shownValue?: string };

function complete(context: CompletionContext, kind: TextKind, names: () => FieldNames): CompletionResult | null {
  const text = context.state.doc.sliceString(0, context.pos);
  const around = aroundOf(text);
  const typed = NAME.exec(text.slice(around === 'inside' ? text.lastIndexOf('{{') + 2 : 0))?.[0] ?? '';
  const isWanted = around === 'inside' || context.explicit || (kind === 'condition' && typed !== '');
  if (!isWanted) return null;
  const place = { around, kind };
  const options = [
    ...names()
      .offered()
      .map((name) => optionOf(name, place)),
    ...functionOptions(place),
  ];
  return { from: context.pos - typed.length, options, validFor: /^[\w.["\]]*$/ };
}

function aroundOf(before: string): Place['around'] {
  const opening = before.lastIndexOf('{{');
  return opening >= 0 && !before.slice(opening).includes('}}') ? 'inside' : 'outside';
}

interface Place {
  /** Of braces that are open already. */
  readonly around: 'inside' | 'outside';
  readonly kind: TextKind;
}

const rank: Readonly<Record<string, number>> = { Call: 0, Constants: 90, Run: 91, 'This answer': 1, Functions: 95 };

function sectionOf(name: string): CompletionSection {
  return { name, rank: rank[name] ?? 50 };
}

function optionOf({ name, type, section, value }: OfferedName, place: Place): NameCompletion {
  return {
    label: name,
    detail: type.replace(' or absent', ''),
    section: sectionOf(section),
    apply: (view, _completion, from, to) => insert(view, { text: name, from, to }, place),
    ...(value === undefined ? {} : { shownValue: shortValue(value, 28) }),
  };
}

/** Functions stand last: whoever types one knows its first letters. */
function functionOptions(place: Place): NameCompletion[] {
  return describeFunctions().map(({ name, signature, doc }) => ({
    label: name,
    detail: signature.slice(name.length),
    info: doc,
    section: sectionOf('Functions'),
    boost: -50,
    apply: (view, _completion, from, to) => insert(view, { text: `${name}()`, from, to, back: 1 }, place),
  }));
}

interface Insertion {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** How far from its end the cursor stands. */
  readonly back?: number;
}

/** Closes the braces, if they are not closed already; in a text outside them, brings them along. */
function insert(view: EditorView, { text, from, to, back = 0 }: Insertion, place: Place): void {
  const behind = view.state.doc.sliceString(to, to + 2);
  const [before, after] = bracesFor(place, behind === '}}');
  const isBehindBraces = back === 0;
  const skipped = isBehindBraces && place.around === 'inside' && after === '' ? 2 : 0;
  const anchor = from + before.length + text.length - back + (isBehindBraces ? after.length + skipped : 0);
  view.dispatch({
    changes: { from, to, insert: `${before}${text}${after}` },
    selection: { anchor },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  closeCompletion(view);
}

function bracesFor({ around, kind }: Place, isClosed: boolean): readonly [string, string] {
  if (around === 'inside') return ['', isClosed ? '' : '}}'];
  return kind === 'template' ? ['{{', '}}'] : ['', ''];
}

function renderValue(completion: Completion): Node | null {
  const { shownValue } = completion as NameCompletion;
  if (shownValue === undefined) return null;
  return Object.assign(document.createElement('span'), { className: 'ac-offered-value', textContent: shownValue });
}

/** Puts a name where the cursor stands, with braces where a text needs them: the button beside the field. */
export function insertName(view: EditorView, name: string, kind: TextKind): void {
  const { from, to } = view.state.selection.main;
  insert(view, { text: name, from, to }, { around: aroundOf(view.state.doc.sliceString(0, from)), kind });
  view.focus();
}
