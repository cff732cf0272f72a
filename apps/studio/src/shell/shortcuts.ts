import { navGroups } from './nav-entries.ts';

/** Keys and what they do, for the sheet. */
export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

const places = navGroups
  .flatMap(({ entries }) => entries)
  .flatMap(({ name, key }) => (key === undefined ? [] : [{ keys: ['g', key], does: `Go to ${name}` }]));

/** Pages list theirs here, so that the sheet is whole. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: 'Everywhere',
    shortcuts: [
      { keys: ['Ctrl', 'K'], does: 'Search, or do something by name' },
      { keys: ['?'], does: 'This sheet' },
      { keys: ['/'], does: 'Search on this page' },
      { keys: ['Esc'], does: 'Close what lies on top' },
      ...places,
    ],
  },
  {
    name: 'Lists',
    shortcuts: [
      { keys: ['j'], does: 'Next row' },
      { keys: ['k'], does: 'Previous row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['c'], does: 'Create New Action' },
    ],
  },
  {
    name: 'Flow Builder',
    shortcuts: [
      { keys: ['n'], does: 'Add a node' },
      { keys: ['l'], does: 'Connect to…' },
      { keys: ['Arrows'], does: 'Walk along the flow' },
      { keys: ['Alt', 'Arrows'], does: 'Move the node' },
      { keys: ['F2'], does: 'Rename' },
      { keys: ['Del'], does: 'Delete' },
      { keys: ['Ctrl', 'Z'], does: 'Undo' },
      { keys: ['Ctrl', 'Shift', 'Z'], does: 'Redo' },
      { keys: ['Shift', 'Alt', 'T'], does: 'Tidy' },
      { keys: ['Ctrl', 'Enter'], does: 'Send' },
      { keys: ['Ctrl', 'S'], does: 'Save now' },
      { keys: ['Ctrl', 'Shift', 'Enter'], does: 'Publish' },
    ],
  },
];
