import { EditorView } from '@codemirror/view';

/**
 * Puts what is typed over a selection there itself. Left to the browser, the new text keeps the look of the old one by an
 * inline style, which the page's policy refuses with a complaint on the console.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { data, inputType } = event;
    const isTyping = inputType === 'insertText' && !event.isComposing && !view.composing;
    const replaced = isTyping && data !== null && !view.state.readOnly ? selectedIn(view) : undefined;
    if (replaced === undefined || data === null) return false;
    const { from, to } = replaced;
    const insert = () =>
      view.state.update({
        changes: { from, to, insert: data },
        selection: { anchor: from + data.length },
        userEvent: 'input.type',
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});

/** By the page's selection: the editor is told of a new one a moment later. Undefined: nothing is selected. */
function selectedIn(view: EditorView): { from: number; to: number } | undefined {
  const selection = view.contentDOM.ownerDocument.getSelection();
  if (selection === null || selection.isCollapsed || !view.contentDOM.contains(selection.anchorNode)) return undefined;
  const range = selection.getRangeAt(0);
  const from = view.posAtDOM(range.startContainer, range.startOffset);
  const to = view.posAtDOM(range.endContainer, range.endOffset);
  return from < to ? { from, to } : undefined;
}
