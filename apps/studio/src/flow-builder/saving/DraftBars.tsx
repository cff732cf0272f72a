import { Button } from '@mantine/core';
import { IconGitMerge, IconHistory } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { utcDayTime } from '../../ui/format-time.ts';
import { useSaveState, useWorkbench } from '../workbench/workbench-context.ts';
import type { OpenedDraft } from './recover-draft.ts';
import classes from './draft-bars.module.css';
import { OtherAuthorsBar } from './OtherAuthorsBar.tsx';
import type { SavedDraft } from './draft-server.ts';
import { useKeepAsCopy } from './use-keep-as-copy.ts';

/** What an author must know about the draft before going on: over the canvas, never in its way. */
export function DraftBars({ recovered }: { readonly recovered: OpenedDraft }): ReactElement {
  const save = useSaveState();
  return (
    <>
      {save.type === 'conflict' && <ConflictBar theirs={save.theirs} />}
      <OtherAuthorsBar />
      {recovered.type === 'recovered' && <RecoveredBar at={recovered.at} />}
    </>
  );
}

/** Somebody else saved meanwhile. Nothing is lost until the author has decided. */
function ConflictBar({ theirs }: { readonly theirs: SavedDraft }): ReactElement {
  const workbench = useWorkbench();
  const { keep, isBusy } = useKeepAsCopy();
  return (
    <div className={classes.bar} data-tone="bad" role="alert">
      <IconGitMerge aria-hidden />
      <span className={classes.text}>
        <strong>Draft was not saved.</strong> {theirs.savedBy} saved revision {theirs.revision} at{' '}
        {utcDayTime(theirs.savedAt)}.
      </span>
      <Button
        size="sm"
        onClick={() =>
          workbench.open({ type: 'compare', with: theirs.flow, title: `Yours against ${theirs.savedBy}’s draft` })
        }
      >
        Compare
      </Button>
      <Button size="sm" disabled={isBusy} onClick={() => void keep(theirs)}>
        Keep mine as a copy
      </Button>
      <Button size="sm" onClick={() => workbench.takeTheirs(theirs)}>
        Load theirs
      </Button>
    </div>
  );
}

function RecoveredBar({ at }: { readonly at: Date }): ReactElement | null {
  const [isShown, setShown] = useState(true);
  if (!isShown) return null;
  return (
    <div className={classes.bar} data-tone="warn" role="status">
      <IconHistory aria-hidden />
      <span className={classes.text}>
        Your work of {utcDayTime(at)} had not been saved. It was kept in this browser.
      </span>
      <Button size="sm" onClick={() => setShown(false)}>
        Close
      </Button>
    </div>
  );
}
