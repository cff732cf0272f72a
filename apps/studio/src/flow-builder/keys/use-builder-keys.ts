import { useEffect } from 'react';
import { areSingleKeysOn } from '../../ui/single-keys.ts';
import { usePublishBlock } from '../top-bar/publish-block.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import {
  chooseFocused,
  connectChosen,
  duplicateChosen,
  nudge,
  openFocused,
  removeChosen,
  renameChosen,
  sendOrTest,
  selectAll,
  selectWay,
  tidyChosen,
  walk,
} from './builder-commands.ts';
import { keyName } from './key-name.ts';

type Command = (workbench: Workbench) => void;

/** Wherever the focus is, also while something is typed. */
const everywhere: Readonly<Record<string, Command>> = {
  'Ctrl+s': ({ autosave }) => autosave.saveNow(),
  'Ctrl+Enter': sendOrTest,
};

/** Wherever nothing is typed: there the browser's own undo works. */
const outsideFields: Readonly<Record<string, Command>> = {
  'Ctrl+z': (workbench) => workbench.undo(),
  'Ctrl+Shift+z': (workbench) => workbench.redo(),
  'Ctrl+y': (workbench) => workbench.redo(),
};

/** On the canvas, or where nothing has the focus. */
const onCanvas: Readonly<Record<string, Command>> = {
  'Ctrl+a': selectAll,
  'Ctrl+d': duplicateChosen,
  Delete: removeChosen,
  Backspace: removeChosen,
  Enter: openFocused,
  F2: renameChosen,
  ' ': (workbench) => chooseFocused(workbench, false),
  'Shift+ ': (workbench) => chooseFocused(workbench, true),
  'Alt+Shift+t': tidyChosen,
  ArrowUp: (workbench) => walk(workbench, 'up'),
  ArrowDown: (workbench) => walk(workbench, 'down'),
  ArrowLeft: (workbench) => walk(workbench, 'left'),
  ArrowRight: (workbench) => walk(workbench, 'right'),
  'Shift+ArrowLeft': (workbench) => selectWay(workbench, 'up'),
  'Shift+ArrowRight': (workbench) => selectWay(workbench, 'down'),
  ...nudges('Alt+', 1),
  ...nudges('Alt+Shift+', 5),
  Escape: (workbench) => workbench.select([]),
};

/** Keys of one letter; people who type by voice switch them off. */
const singleKeys: Readonly<Record<string, Command>> = {
  n: (workbench) => workbench.open({ type: 'quickAdd' }),
  l: connectChosen,
  o: (workbench) => workbench.show({ panel: 'outline' }),
};

function nudges(modifiers: string, by: number): Record<string, Command> {
  return {
    [`${modifiers}ArrowUp`]: (workbench) => nudge(workbench, { x: 0, y: -by }),
    [`${modifiers}ArrowDown`]: (workbench) => nudge(workbench, { x: 0, y: by }),
    [`${modifiers}ArrowLeft`]: (workbench) => nudge(workbench, { x: -by, y: 0 }),
    [`${modifiers}ArrowRight`]: (workbench) => nudge(workbench, { x: by, y: 0 }),
  };
}

/** The keyboard of the Flow Builder. A dialog that is open keeps its keys for itself. */
export function useBuilderKeys(): void {
  const workbench = useWorkbench();
  const block = usePublishBlock();
  useEffect(() => {
    const publish: Command = () =>
      block === undefined ? workbench.open({ type: 'publish' }) : workbench.refuse(block);
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isInDialog(event.target)) return;
      const command = commandFor(event, publish);
      if (command === undefined) return;
      event.preventDefault();
      command(workbench);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [workbench, block]);
}

function commandFor(event: KeyboardEvent, publish: Command): Command | undefined {
  const name = keyName(event);
  if (name === 'Ctrl+Shift+Enter') return publish;
  const anywhere = everywhere[name];
  if (anywhere !== undefined) return anywhere;
  if (isTyping(event.target)) return undefined;
  const outside = outsideFields[name];
  if (outside !== undefined) return outside;
  if (!isOnCanvas(event.target)) return undefined;
  return onCanvas[name] ?? (areSingleKeysOn() ? singleKeys[name] : undefined);
}

/** A field takes its own keys: text, choices, code. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** Its cards and its ground, or the page itself; a button on the canvas keeps Enter and Space. */
export function isOnCanvas(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target === document.body) return true;
  return target.closest('[data-testid="canvas"]') !== null && target.closest('button') === null;
}
