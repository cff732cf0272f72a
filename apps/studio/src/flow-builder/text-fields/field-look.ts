import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** How text fields look: one hand with every other input. */
export const fieldLook: Extension = [
  EditorView.theme({
    '&': { backgroundColor: 'transparent', color: 'var(--ac-text)', fontSize: '12px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: "'IBM Plex Mono', ui-monospace, monospace", lineHeight: '20px' },
    '.cm-content': { padding: '5px 0', caretColor: 'var(--ac-text)' },
    '.cm-line': { padding: '0 10px' },
    '.cm-cursor': { borderLeftColor: 'var(--ac-text)' },
    '.cm-placeholder': { color: 'var(--ac-text3)' },
    '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--ac-text3)' },
    '.cm-lineNumbers .cm-gutterElement': { minWidth: '28px', padding: '0 6px 0 4px' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--ac-hover)' },
    '&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'var(--ac-accent-tint2)',
    },
    '.ac-variable': { borderRadius: '3px', backgroundColor: 'var(--ac-accent-tint2)', color: 'var(--ac-accent-text)' },
    '.ac-variable *': { color: 'inherit' },
    '.ac-wrong, .ac-wrong .ac-variable': {
      backgroundColor: 'transparent',
      color: 'var(--ac-bad)',
      textDecoration: 'underline wavy var(--ac-bad)',
    },
    '.ac-doubtful': { textDecoration: 'underline wavy var(--ac-warn)' },
    '.cm-tooltip': {
      border: '1px solid var(--ac-line)',
      borderRadius: '8px',
      backgroundColor: 'var(--ac-raised)',
      boxShadow: 'var(--ac-shadow-md)',
      color: 'var(--ac-text)',
    },
    '.ac-value': { display: 'grid', maxWidth: '360px', padding: '6px 10px', fontSize: '12px', lineHeight: '18px' },
    '.ac-value code': { overflowWrap: 'anywhere' },
    '.ac-value span': { color: 'var(--ac-text2)' },
    '.cm-tooltip-autocomplete > ul': {
      maxHeight: '260px',
      padding: '4px',
      fontFamily: 'inherit',
      fontSize: '12px',
    },
    '.cm-tooltip-autocomplete > ul > li': {
      display: 'flex',
      alignItems: 'center',
      gap: '8px',
      minWidth: '260px',
      height: '26px',
      padding: '0 8px',
      borderRadius: '6px',
    },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--ac-accent-tint)',
      color: 'var(--ac-text)',
    },
    '.cm-tooltip-autocomplete > ul > completion-section': {
      display: 'block',
      padding: '6px 8px 2px',
      border: 'none',
      color: 'var(--ac-text2)',
      opacity: '1',
    },
    '.cm-completionLabel': { fontFamily: "'IBM Plex Mono', ui-monospace, monospace" },
    '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
    '.cm-completionDetail': {
      marginLeft: 'auto',
      maxWidth: '180px',
      overflow: 'hidden',
      color: 'var(--ac-text2)',
      fontStyle: 'normal',
      fontFamily: "'Inter Variable', system-ui, sans-serif",
      textOverflow: 'ellipsis',
    },
    '.ac-offered-value': { maxWidth: '160px', overflow: 'hidden', textOverflow: 'ellipsis' },
    '.cm-completionInfo': { maxWidth: '280px', padding: '8px 10px', whiteSpace: 'normal' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.string], color: 'var(--ac-code-string)' },
      { tag: [tags.number, tags.bool, tags.null], color: 'var(--ac-code-number)' },
      { tag: tags.propertyName, color: 'var(--ac-text)' },
      { tag: [tags.brace, tags.squareBracket, tags.separator, tags.punctuation], color: 'var(--ac-text2)' },
    ]),
  ),
];
