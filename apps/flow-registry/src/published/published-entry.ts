import type { PublishedValue } from '@aftercall/wire-format';
import type { Agent } from '../agents/agent.ts';
import type { Constant } from '../constants/constant.ts';
import type { ActionVersion, PostCallAction } from '../actions/post-call-action.ts';
import { isUsable, type ApiKey } from '../identity/api-key.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/** A change of the feed before it has its revision: the present state of one key, or null when the key is gone. */
export interface EntryChange {
  key: string;
  /** Whose it is; null = the installation's. */
  workspace: string | null;
  value: PublishedValue | null;
}

export function workspaceEntry(workspace: Workspace): EntryChange {
  const value = { kind: 'workspace' as const, workspace: workspace.id, name: workspace.name };
  return { key: `workspace/${workspace.id}`, workspace: workspace.id, value };
}

export function agentEntry(workspace: string, agent: Agent): EntryChange {
  const value = { kind: 'agent' as const, workspace, agentId: agent.agentId, name: agent.name };
  return { key: `agent/${workspace}/${agent.agentId}`, workspace, value };
}

export function constantEntry(workspace: string, constant: Constant): EntryChange {
  const value = { kind: 'constant' as const, workspace, name: constant.name, value: constant.value };
  return { key: constantKey(workspace, constant.name), workspace, value };
}

export function constantGone(workspace: string, name: string): EntryChange {
  return { key: constantKey(workspace, name), workspace, value: null };
}

function constantKey(workspace: string, name: string): string {
  return `constant/${workspace}/${name}`;
}

/** A revoked key leaves the feed. Expiry needs no entry: executors know the instant. */
export function apiKeyEntry(key: ApiKey): EntryChange {
  const value = {
    kind: 'apiKey' as const,
    keyId: key.id,
    workspace: key.workspace,
    role: key.role,
    tokenHash: key.tokenHash,
    expiresAt: key.expiresAt?.toISOString() ?? null,
  };
  const isGone = !isUsable({ revokedAt: key.revokedAt, expiresAt: null }, key.createdAt);
  return { key: `api-key/${key.id}`, workspace: key.workspace, value: isGone ? null : value };
}

export function actionKey(workspace: string, actionId: string): string {
  return `action/${workspace}/${actionId}`;
}

/** `live` is the action's live version; an archived action leaves the feed. */
export function actionEntry(workspace: string, action: PostCallAction, live: ActionVersion | undefined): EntryChange {
  const value = {
    kind: 'action' as const,
    workspace,
    actionId: action.id,
    name: action.name,
    isEnabled: action.isEnabled,
    agentIds: [...action.agentIds],
    version: live === undefined ? null : { number: live.number, document: live.flow },
  };
  return { key: actionKey(workspace, action.id), workspace, value: action.archivedAt === null ? value : null };
}

/** Whether executors have to hear of the change: a saved draft concerns nobody but authors. */
export function concernsExecutors(before: PostCallAction, after: PostCallAction): boolean {
  const facet = (action: PostCallAction): string =>
    JSON.stringify([action.name, action.isEnabled, action.agentIds, action.liveVersion, action.archivedAt]);
  return facet(before) !== facet(after);
}
