import { ask } from '../../registry-client/ask.ts';
import { DiscardBuilderDraftDocument } from '../../registry-client/generated/graphql.ts';
import { savedDraft } from '../workbench/builder-action.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** The live version takes the place of the draft. Says why when it does not. */
export async function discardDraft(workbench: Workbench): Promise<boolean> {
  const { action, autosave } = workbench;
  const input = { actionId: action.getState().id, expectedRevision: autosave.revision };
  try {
    const told = (await ask({ document: DiscardBuilderDraftDocument, variables: { input } })).discardDraft;
    const [problem] = told.userErrors;
    if (problem === undefined && told.action !== null) {
      workbench.takeTheirs(savedDraft(told.action.draft));
      return true;
    }
    workbench.refuse(`The draft was not discarded: ${problem?.message ?? 'the registry refused'}`);
  } catch (error) {
    workbench.refuse(`The draft was not discarded: ${error instanceof Error ? error.message : String(error)}`);
  }
  return false;
}
