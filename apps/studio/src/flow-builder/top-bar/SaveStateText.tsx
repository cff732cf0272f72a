import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconGitMerge,
  IconLock,
  IconLogin,
  type Icon,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { utcTime } from '../../ui/format-time.ts';
import type { SaveState } from '../saving/autosave.ts';
import { useSaveState, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './builder-bar.module.css';

/** How far the draft is saved, always in the same place. */
export function SaveStateText(): ReactElement {
  const { isReadOnly } = useWorkbench();
  const state = useSaveState();
  const [Icon, text, tone] = isReadOnly ? ([IconLock, 'Read only', 'calm'] as const) : looksOf(state);
  return (
    <span className={classes.save} data-tone={tone} data-testid="save-state" role="status">
      <Icon aria-hidden /> {text}
    </span>
  );
}

function looksOf(state: SaveState): readonly [Icon, string, 'calm' | 'warn' | 'bad'] {
  switch (state.type) {
    case 'saved':
      return [IconCloudCheck, `Saved ${utcTime(state.at)}`, 'calm'];
    case 'saving':
      return [IconCloudUp, 'Saving…', 'calm'];
    case 'offline':
      return [IconCloudOff, 'Not saved: offline', 'warn'];
    case 'signedOut':
      return [IconLogin, 'Not saved: signed out', 'warn'];
    case 'conflict':
      return [IconGitMerge, 'Conflict', 'bad'];
    case 'refused':
      return [IconCloudOff, `Not saved: ${state.problem}`, 'bad'];
    default:
      return state satisfies never;
  }
}
