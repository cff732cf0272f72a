import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ask } from '../registry-client/ask.ts';
import { CancelRunDocument } from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { announce } from '../ui/announcements.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { FormProblem } from '../ui/FormProblem.tsx';

interface Props {
  readonly runId: string;
  readonly isOpen: boolean;
  readonly onDone: () => void;
}

/** Asks, then ends a run. */
export function CancelRun({ runId, isOpen, onDone }: Props): ReactElement {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: async () => {
      refuseProblems((await ask({ document: CancelRunDocument, variables: { input: { runId } } })).cancelRun);
    },
    onSuccess: async () => {
      announce('Run cancelled');
      onDone();
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Cancel this run?"
      text="Nothing more is sent for it. Steps that are done stay done; requests under way get 2 s to end, then they are in doubt."
      confirm="Cancel run"
      isBusy={cancel.isPending}
      problem={<FormProblem error={cancel.error} />}
      onConfirm={() => cancel.mutate()}
      onCancel={onDone}
    />
  );
}
