import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { ask } from '../registry-client/ask.ts';
import {
  ArchiveActionDocument,
  DuplicateActionDocument,
  ExportActionDocument,
  SetActionAgentsDocument,
  SetActionEnabledDocument,
  type ActionRowFragment,
} from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { announce } from '../ui/announcements.ts';
import { saveFile } from '../ui/save-file.ts';

/** One change of one action, from a list or from its own page. */
export type ActionChange =
  | { readonly kind: 'enable' | 'pause' | 'duplicate' | 'archive' | 'export'; readonly action: ActionRowFragment }
  | { readonly kind: 'agents'; readonly action: ActionRowFragment; readonly agentIds: readonly string[] };

const said: Readonly<Record<ActionChange['kind'], string>> = {
  enable: 'Action resumed',
  pause: 'Action paused',
  duplicate: 'Action duplicated',
  archive: 'Action archived',
  export: 'Action exported',
  agents: 'Agents changed',
};

/** Carries out changes; every list and page of actions is read again afterwards. */
export function useActionChange(): UseMutationResult<void, Error, ActionChange> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: carryOut,
    onSuccess: async (_result, { kind }) => {
      announce(said[kind]);
      if (kind !== 'export') await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

async function carryOut(change: ActionChange): Promise<void> {
  const { id: actionId, name } = change.action;
  switch (change.kind) {
    case 'enable':
    case 'pause': {
      const variables = { actionId, enabled: change.kind === 'enable' };
      refuseProblems((await ask({ document: SetActionEnabledDocument, variables })).setActionEnabled);
      return;
    }
    case 'duplicate':
      refuseProblems((await ask({ document: DuplicateActionDocument, variables: { actionId } })).duplicateAction);
      return;
    case 'archive':
      refuseProblems((await ask({ document: ArchiveActionDocument, variables: { actionId, name } })).archiveAction);
      return;
    case 'agents': {
      const variables = { actionId, agentIds: [...change.agentIds] };
      refuseProblems((await ask({ document: SetActionAgentsDocument, variables })).setActionAgents);
      return;
    }
    case 'export':
      await exportAction(actionId, name);
      return;
    default:
      change satisfies never;
  }
}

/** The draft, as a file that Import takes again. */
async function exportAction(actionId: string, name: string): Promise<void> {
  const { exportAction: document } = await ask({
    document: ExportActionDocument,
    variables: { actionId, version: 'DRAFT' },
  });
  const fileName = name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();
  saveFile(`${fileName}.json`, `${JSON.stringify(document, undefined, 2)}\n`);
}
