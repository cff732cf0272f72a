import { Tooltip } from '@mantine/core';
import { IconBroadcast, IconPencil, IconPlayerPause } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { Chip } from '../ui/Chip.tsx';
import { utcFull } from '../ui/format-time.ts';
import classes from './actions.module.css';
import { versionWords } from './version-words.ts';

/** Which version new calls run, and whether the draft is ahead of it. */
export function VersionChip({ action }: { readonly action: ActionRowFragment }): ReactElement {
  const { status, draft, liveVersion } = action;
  const isAhead = liveVersion !== null && draft.changedSinceLive;
  const ahead = `Draft ahead, last saved by ${draft.savedBy}, ${utcFull(draft.savedAt)}`;
  return (
    <span className={classes.version}>
      {status === 'LIVE' && (
        <Chip tone="ok" icon={<IconBroadcast aria-hidden stroke={1.75} />}>
          {versionWords(action)}
        </Chip>
      )}
      {status === 'PAUSED' && (
        <Chip tone="warn" icon={<IconPlayerPause aria-hidden stroke={1.75} />}>
          {versionWords(action)}
        </Chip>
      )}
      {(status === 'NOT_PUBLISHED' || status === 'ARCHIVED') && <Chip>{versionWords(action)}</Chip>}
      {isAhead && (
        <Tooltip label={ahead}>
          <IconPencil role="img" aria-label={ahead} size={16} stroke={1.75} />
        </Tooltip>
      )}
    </span>
  );
}
