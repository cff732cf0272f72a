import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { viewerQuery } from '../../session/viewer.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import type { OpenedDraft } from './recover-draft.ts';

/** Sends what waits when the network is back or somebody has signed in again, and what a crash had left in this browser. */
export function useKeepSaving(opened: OpenedDraft): void {
  const { autosave, isReadOnly } = useWorkbench();
  const { dataUpdatedAt } = useQuery(viewerQuery);
  useEffect(() => autosave.tryAgain(), [autosave, dataUpdatedAt]);
  useEffect(() => {
    const again = (): void => autosave.tryAgain();
    globalThis.addEventListener('online', again);
    return () => globalThis.removeEventListener('online', again);
  }, [autosave]);
  useEffect(() => {
    // What diverged goes the same way: the registry answers that it is stale, and the author decides.
    if (opened.type !== 'saved' && !isReadOnly) autosave.changed(opened.flow);
  }, [autosave, opened, isReadOnly]);
}
