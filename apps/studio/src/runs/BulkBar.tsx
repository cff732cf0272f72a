import { ActionIcon, Button } from '@mantine/core';
import { IconDownload, IconSquare, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { ask } from '../registry-client/ask.ts';
import { CancelRunDocument, type RunRowFragment } from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { useMay } from '../session/viewer.ts';
import { announce } from '../ui/announcements.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';
import { saveFile } from '../ui/save-file.ts';
import { isOver } from './run-words.ts';
import classes from './runs.module.css';

interface Props {
  readonly runs: readonly RunRowFragment[];
  readonly onDone: () => void;
}

/** What can be done with the selected runs at once. */
export function BulkBar({ runs, onDone }: Props): ReactElement | null {
  const [asks, setAsks] = useState(false);
  const mayOperate = useMay('OPERATOR');
  const open = runs.filter(({ status }) => !isOver(status));
  const cancel = useCancelRuns(() => {
    setAsks(false);
    onDone();
  });
  if (runs.length === 0) return null;
  return (
    <div className={classes.bulk} role="toolbar" aria-label="Selected runs">
      <strong>{runs.length} selected</strong>
      <Button
        leftSection={<IconSquare stroke={1.75} />}
        disabled={!mayOperate || open.length === 0}
        title={open.length === 0 ? 'Every selected run is over' : undefined}
        onClick={() => setAsks(true)}
      >
        Cancel runs
      </Button>
      <Button
        leftSection={<IconDownload stroke={1.75} />}
        onClick={() => saveFile('runs.ndjson', ndjson(runs), 'application/x-ndjson')}
      >
        Export NDJSON
      </Button>
      <ActionIcon aria-label="Select none" onClick={onDone}>
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
      <ConfirmDialog
        isOpen={asks}
        title={`Cancel ${String(open.length)} ${open.length === 1 ? 'run' : 'runs'}?`}
        text="Nothing more is sent for them. Steps that are done stay done."
        confirm="Cancel runs"
        isBusy={cancel.isPending}
        problem={<FormProblem error={cancel.error} />}
        onConfirm={() => cancel.mutate(open.map(({ id }) => id))}
        onCancel={() => setAsks(false)}
      />
    </div>
  );
}

function useCancelRuns(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      // One after the other: a hundred at once would be a load of their own.
      for (const runId of ids)
        refuseProblems((await ask({ document: CancelRunDocument, variables: { input: { runId } } })).cancelRun);
      return ids.length;
    },
    onSuccess: (count) => {
      announce(`${String(count)} runs cancelled`);
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['registry'] }),
  });
}

function ndjson(runs: readonly RunRowFragment[]): string {
  return runs.map((run) => `${JSON.stringify(run)}\n`).join('');
}
