import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching } from '@codemirror/language';
import { linter, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { Button } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { readJsonText } from '../json/json-text.ts';
import type { FieldMark, FieldNames } from './field-names.ts';
import { fieldLook } from './field-look.ts';
import { NamePicker } from './NamePicker.tsx';
import { insertName, templateCompletion } from './template-completion.ts';
import { showMarks, templateMarks } from './template-marks-view.ts';
import { useCodeMirror } from './use-code-mirror.ts';
import classes from './text-fields.module.css';

interface Props {
  readonly label: string;
  /** As it is typed; it need not be JSON yet. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Left out: no templates stand in it. */
  readonly names?: FieldNames | undefined;
  readonly marks?: readonly FieldMark[] | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly fieldPath: string;
  /** What is wrong, under the field. */
  readonly problem?: ReactNode;
  /** Over the field, at the right: Format, Variable. */
  readonly tools?: ((insert: ReactElement | null) => ReactNode) | undefined;
}

const NO_MARKS: readonly FieldMark[] = [];
const NO_NAMES: FieldNames = {
  offered: () => [],
  factsOf: () => ({ type: undefined, value: undefined, origin: undefined }),
};

/** JSON over several lines, in whose strings templates may stand; unquoted ones are understood where a value stands. */
export function JsonField(props: Props): ReactElement {
  const { label, text, marks = NO_MARKS, problem, isReadOnly = false } = props;
  const current = useRef(props);
  current.current = props;
  const { holder, view } = useCodeMirror({
    value: text,
    onChange: props.onChange,
    label,
    isReadOnly,
    isInvalid: problem !== undefined,
    describedBy: undefined,
    extensions: () => extensionsOf(() => current.current.names ?? NO_NAMES),
  });
  useEffect(() => {
    if (view.current !== null) showMarks(view.current, marks);
  }, [view, marks, text]);
  const picker =
    props.names === undefined || isReadOnly ? null : (
      <NamePicker
        names={props.names}
        label={`Insert a variable into ${label}`}
        onPick={(name) => view.current !== null && insertName(view.current, name, 'template')}
      >
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Insert a variable into ${label}`}
          leftSection={<IconBraces />}
        >
          Variable
        </Button>
      </NamePicker>
    );
  return (
    <div className={classes.field} data-field={props.fieldPath}>
      {props.tools?.(picker)}
      <div
        ref={holder}
        className={classes.code}
        data-wrong={problem !== undefined || undefined}
        data-readonly={isReadOnly || undefined}
      />
      {problem !== undefined && <div className={classes.problem}>{problem}</div>}
    </div>
  );
}

function extensionsOf(names: () => FieldNames): Extension {
  return [
    history(),
    fieldLook,
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    EditorView.lineWrapping,
    bracketMatching(),
    closeBrackets(),
    tooltips({ position: 'fixed' }),
    json(),
    linter(({ state }) => lint(state.doc.toString()), { delay: 300 }),
    templateMarks('template', names),
    templateCompletion('template', names),
    keymap.of([...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter')]),
  ];
}

function lint(text: string): Diagnostic[] {
  const read = readJsonText(text);
  if (read.ok || text.trim() === '') return [];
  const from = Math.max(0, Math.min(read.at, text.length - 1));
  return [{ from, to: Math.min(text.length, from + 1), severity: 'error', message: read.problem }];
}
