import { EditorView } from '@codemirror/view';

/**
 * Puts what is typed over a selection there itself. Left to the browser, the new text keeps the look of the old one by an
 * inline style, which the page's policy refuses with a complaint on the console.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { data, inputType } = event;
    const { from, to, empty } = view.state.selection.main;
    const isTyping = inputType === 'insertText' && !event.isComposing && !view.composing;
    if (!isTyping || data === null || empty || view.state.readOnly) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});
