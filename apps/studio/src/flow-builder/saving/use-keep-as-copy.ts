import { useState } from 'react';
import { ask } from '../../registry-client/ask.ts';
import { KeepDraftAsCopyDocument, SaveBuilderDraftDocument } from '../../registry-client/generated/graphql.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import type { Workbench } from '../workbench/workbench.ts';
import type { SavedDraft } from './draft-server.ts';

/** Puts this author's draft into an action of its own, then goes on with the other's. */
export function useKeepAsCopy(): { keep: (theirs: SavedDraft) => Promise<void>; isBusy: boolean } {
  const workbench = useWorkbench();
  const [isBusy, setBusy] = useState(false);
  const keep = async (theirs: SavedDraft): Promise<void> => {
    setBusy(true);
    try {
      const name = await saveCopy(workbench);
      workbench.takeTheirs(theirs);
      workbench.show({ refusal: undefined });
      workbench.tell({ text: `Your draft was kept as “${name}”, an action of its own.` });
    } catch (error) {
      workbench.refuse(`The copy was not made: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return { keep, isBusy };
}

async function saveCopy({ action, flow }: Workbench): Promise<string> {
  const { id } = action.getState();
  const { duplicateAction } = await ask({ document: KeepDraftAsCopyDocument, variables: { input: { actionId: id } } });
  const copy = duplicateAction.action;
  if (copy === null) throw new Error(duplicateAction.userErrors[0]?.message ?? 'the registry refused');
  const input = { actionId: copy.id, expectedRevision: copy.draft.revision, flow };
  const { saveDraft } = await ask({ document: SaveBuilderDraftDocument, variables: { input } });
  const [problem] = saveDraft.userErrors;
  if (problem !== undefined) throw new Error(problem.message);
  return copy.name;
}
