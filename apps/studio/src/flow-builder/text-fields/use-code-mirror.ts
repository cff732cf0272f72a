import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { useStyleNonce } from '../../config-context.ts';
import { typeOverSelection } from './type-over-selection.ts';

/** Said of changes that come from outside the field: undo on the canvas, another node. */
const fromOutside = Annotation.define<boolean>();

interface Options {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the field is called. */
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly isInvalid: boolean;
  /** Id of what describes it: its problem. */
  readonly describedBy: string | undefined;
  /** Fixed for the life of the field. */
  readonly extensions: () => Extension;
}

/** A CodeMirror in an element, kept in step with a value. */
export function useCodeMirror(options: Options): {
  readonly holder: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<EditorView | null>;
} {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const about = useRef(new Compartment());
  const current = useRef(options);
  const nonce = useStyleNonce();
  current.current = options;

  useLayoutEffect(() => {
    if (holder.current === null) return undefined;
    const { value, extensions } = current.current;
    const made = new EditorView({
      parent: holder.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          extensions(),
          typeOverSelection,
          about.current.of(aboutOf(current.current)),
          EditorView.cspNonce.of(nonce),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            const isOurs = transactions.some((transaction) => transaction.annotation(fromOutside) === true);
            if (docChanged && !isOurs) current.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [nonce]);

  const { value, label, isReadOnly, isInvalid, describedBy } = options;
  useEffect(() => {
    const { current: made } = view;
    if (made === null || made.state.doc.toString() === value) return;
    made.dispatch({
      changes: { from: 0, to: made.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({
      effects: about.current.reconfigure(aboutOf({ label, isReadOnly, isInvalid, describedBy })),
    });
  }, [label, isReadOnly, isInvalid, describedBy]);
  return { holder, view };
}

function aboutOf({
  label,
  isReadOnly,
  isInvalid,
  describedBy,
}: Pick<Options, 'label' | 'isReadOnly' | 'isInvalid' | 'describedBy'>): Extension {
  return [
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-invalid': String(isInvalid),
      ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
      ...(isReadOnly ? { 'aria-readonly': 'true' } : {}),
    }),
  ];
}
