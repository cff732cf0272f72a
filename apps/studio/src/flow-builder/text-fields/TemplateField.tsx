import { acceptCompletion, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import type { FieldMark, FieldNames } from './field-names.ts';
import { fieldLook } from './field-look.ts';
import { NamePicker } from './NamePicker.tsx';
import { insertName, templateCompletion } from './template-completion.ts';
import { showMarks, templateMarks, type TextKind } from './template-marks-view.ts';
import { useCodeMirror } from './use-code-mirror.ts';
import classes from './text-fields.module.css';

interface Props {
  readonly label: string;
  /** Hides the label where a column or a placeholder says it; it is still heard. */
  readonly isLabelHidden?: boolean | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly names: FieldNames;
  readonly kind?: TextKind | undefined;
  readonly isMultiline?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly isReadOnly?: boolean | undefined;
  /** Where the field stands in its node, so that a problem can lead to it. */
  readonly fieldPath: string;
  readonly marks?: readonly FieldMark[] | undefined;
  /** What is wrong, under the field. */
  readonly problem?: ReactNode;
  /** Something is wrong, also where it is told elsewhere. */
  readonly isInvalid?: boolean | undefined;
  /** What it comes to, or a hint, under the field. */
  readonly hint?: ReactNode;
  /** A button for people without a keyboard. */
  readonly hasPicker?: boolean | undefined;
  /** Pasted text that the field does not take itself: a curl command. True = taken. */
  readonly onPaste?: ((text: string) => boolean) | undefined;
  readonly onEnter?: (() => void) | undefined;
  readonly bare?: boolean | undefined;
}

const NO_MARKS: readonly FieldMark[] = [];

/** A text in which `{{names}}` may stand, or a condition: completion, values under the pointer, unknown names underlined. */
export function TemplateField(props: Props): ReactElement {
  const { label, value, kind = 'template', marks = NO_MARKS, problem, isReadOnly = false } = props;
  const problemId = `${useId()}-problem`;
  const current = useRef(props);
  current.current = props;
  const { holder, view } = useCodeMirror({
    value,
    onChange: props.onChange,
    label,
    isReadOnly,
    isInvalid: props.isInvalid ?? problem !== undefined,
    describedBy: problem === undefined ? undefined : problemId,
    extensions: () => extensionsOf(current.current, () => current.current),
  });
  useEffect(() => {
    if (view.current !== null) showMarks(view.current, marks);
  }, [view, marks, value]);
  const pick = (name: string): void => {
    if (view.current !== null) insertName(view.current, name, kind);
  };
  return (
    <div className={classes.field} data-field={props.fieldPath}>
      {props.isLabelHidden !== true && <span className={classes.label}>{label}</span>}
      <div className={classes.line}>
        <div ref={holder} className={classes.box} {...looksOf(props)} />
        {props.hasPicker === true && !isReadOnly && (
          <NamePicker names={props.names} label={`Insert a variable into ${label}`} onPick={pick} />
        )}
      </div>
      <Below problem={problem} hint={props.hint} id={problemId} />
    </div>
  );
}

/** What the style sheet tells apart. */
function looksOf({ bare, isMultiline, problem, isReadOnly }: Props): Record<string, true | undefined> {
  return {
    'data-bare': bare === true || undefined,
    'data-multiline': isMultiline === true || undefined,
    'data-wrong': problem !== undefined || undefined,
    'data-readonly': isReadOnly === true || undefined,
  };
}

function Below({ problem, hint, id }: { problem: ReactNode; hint: ReactNode; id: string }): ReactElement | null {
  if (problem !== undefined) {
    return (
      <div className={classes.problem} id={id}>
        {problem}
      </div>
    );
  }
  return hint === undefined ? null : <div className={classes.hint}>{hint}</div>;
}

function extensionsOf(given: Props, current: () => Props): Extension {
  const { kind = 'template', isMultiline = false } = given;
  const names = (): FieldNames => current().names;
  return [
    history(),
    fieldLook,
    EditorView.lineWrapping,
    tooltips({ position: 'fixed' }),
    given.placeholder === undefined ? [] : placeholder(given.placeholder),
    isMultiline ? [] : oneLine,
    templateMarks(kind, names),
    templateCompletion(kind, names),
    Prec.high(
      keymap.of([{ key: 'Tab', run: (view) => completionStatus(view.state) === 'active' && acceptCompletion(view) }]),
    ),
    keymap.of([
      { key: 'Enter', run: () => !isMultiline && enter(current) },
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter' && (isMultiline || key !== 'Enter')),
    ]),
    EditorView.domEventHandlers({
      paste: (event) => {
        const isTaken = current().onPaste?.(event.clipboardData?.getData('text/plain') ?? '') === true;
        if (isTaken) event.preventDefault();
        return isTaken;
      },
    }),
  ];
}

function enter(current: () => Props): boolean {
  current().onEnter?.();
  return true;
}

/** Line breaks of pasted text become spaces. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines < 2) return transaction;
  const text = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ');
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: Math.min(text.length, transaction.newSelection.main.head) },
  };
});
