import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useViewer } from '../../session/viewer.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { discardDraft } from './discard-draft.ts';
import classes from './draft-bars.module.css';
import { otherAuthorsInWords } from './other-authors.ts';

/** Told once, as the draft is opened: somebody else has edited it since the last publish. */
export function OtherAuthorsBar(): ReactElement | null {
  const workbench = useWorkbench();
  const viewer = useViewer();
  const [opened] = useState(() => workbench.action.getState());
  const [isShown, setShown] = useState(true);
  const [isAsking, setAsking] = useState(false);
  const words = viewer === undefined ? undefined : otherAuthorsInWords(opened, viewer.name);
  if (words === undefined || !isShown) return null;
  const { live } = opened;
  const discard = async (): Promise<void> => {
    setAsking(false);
    if (await discardDraft(workbench)) setShown(false);
  };
  return (
    <div className={classes.bar} data-tone="warn" role="status" aria-label="Draft by another author">
      <IconUsers aria-hidden />
      <span className={classes.text}>{words}.</span>
      {live !== undefined && (
        <>
          <Button
            size="sm"
            onClick={() =>
              workbench.open({
                type: 'compare',
                with: live.flow,
                title: `This draft against live v${String(live.number)}`,
              })
            }
          >
            Compare
          </Button>
          <Button size="sm" disabled={workbench.isReadOnly} onClick={() => setAsking(true)}>
            Discard
          </Button>
        </>
      )}
      <Button size="sm" onClick={() => setShown(false)}>
        Continue
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title="Discard this draft?"
        text={`v${String(live?.number)} takes its place. What was edited since is gone.`}
        confirm="Discard draft"
        onConfirm={() => void discard()}
        onCancel={() => setAsking(false)}
      />
    </div>
  );
}
