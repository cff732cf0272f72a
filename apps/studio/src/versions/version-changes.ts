import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { ask } from '../registry-client/ask.ts';
import {
  ExportActionDocument,
  MakeVersionLiveDocument,
  UseAsDraftDocument,
} from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { announce } from '../ui/announcements.ts';
import { saveFile } from '../ui/save-file.ts';

/** What is done with one version. */
export interface VersionChange {
  readonly kind: 'live' | 'draft' | 'export';
  readonly actionId: string;
  readonly number: number;
  /** The draft's, as it was read: one that somebody saved since is not overwritten. */
  readonly revision: number;
}

/** Makes a version live again, puts it in the place of the draft, or saves it as a file. */
export function useVersionChange(): UseMutationResult<string, Error, VersionChange> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: carryOut,
    onSuccess: async (said, { kind }) => {
      announce(said);
      if (kind !== 'export') await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

/** @returns what to say about it */
async function carryOut({ kind, actionId, number, revision }: VersionChange): Promise<string> {
  switch (kind) {
    case 'live': {
      const variables = { actionId, number };
      const { version } = refuseProblems((await ask({ document: MakeVersionLiveDocument, variables })).makeVersionLive);
      const { seen, executors } = version?.liveOn ?? { seen: 0, executors: 0 };
      return `v${String(number)} is live on ${String(seen)} of ${String(executors)} executors`;
    }
    case 'draft': {
      const input = { actionId, number, expectedRevision: revision };
      refuseProblems((await ask({ document: UseAsDraftDocument, variables: { input } })).discardDraft);
      return `v${String(number)} is the draft now`;
    }
    case 'export': {
      const variables = { actionId, version: String(number) };
      const { exportAction } = await ask({ document: ExportActionDocument, variables });
      saveFile(`action-v${String(number)}.json`, `${JSON.stringify(exportAction, undefined, 2)}\n`);
      return `v${String(number)} exported`;
    }
    default:
      return kind satisfies never;
  }
}
