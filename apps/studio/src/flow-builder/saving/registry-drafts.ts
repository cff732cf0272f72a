import type { FlowDocument } from '@aftercall/flow-model';
import { ask } from '../../registry-client/ask.ts';
import { SaveBuilderDraftDocument, type SaveBuilderDraftMutation } from '../../registry-client/generated/graphql.ts';
import { RegistryError } from '../../registry-client/registry-error.ts';
import { savedDraft } from '../workbench/builder-action.ts';
import type { DraftServer, SaveOutcome } from './draft-server.ts';

/** Drafts of one action in the registry. */
export class RegistryDrafts implements DraftServer {
  readonly #actionId: string;

  constructor(actionId: string) {
    this.#actionId = actionId;
  }

  async save({ flow, expectedRevision }: { flow: FlowDocument; expectedRevision: number }): Promise<SaveOutcome> {
    const input = { actionId: this.#actionId, expectedRevision, flow };
    try {
      return outcomeOf((await ask({ document: SaveBuilderDraftDocument, variables: { input } })).saveDraft);
    } catch (error) {
      if (error instanceof RegistryError) return outcomeOfError(error);
      throw error;
    }
  }
}

function outcomeOf({ action, userErrors: [problem] }: SaveBuilderDraftMutation['saveDraft']): SaveOutcome {
  if (problem === undefined) {
    return action === null ? { type: 'unreachable' } : { type: 'saved', draft: savedDraft(action.draft) };
  }
  return problem.code === 'STALE_REVISION' && action !== null
    ? { type: 'stale', theirs: savedDraft(action.draft) }
    : { type: 'refused', problem: problem.message };
}

function outcomeOfError(error: RegistryError): SaveOutcome {
  if (error.isSignedOut) return { type: 'signedOut' };
  return error.isPassing ? { type: 'unreachable' } : { type: 'refused', problem: error.message };
}
