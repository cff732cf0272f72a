import type { Json } from '@aftercall/flow-model';
import type { ActionHead, ActionVersion, PostCallAction, VersionHead } from '../post-call-action.ts';
import type { ActionRow } from './action-row.ts';
import type { ActionVersionRow } from './action-version-row.ts';

export function actionOf(row: ActionRow): PostCallAction {
  const head = headOf(row);
  return { ...head, draft: { ...head.draft, flow: row.draftFlow as Json } };
}

export function headOf(row: Omit<ActionRow, 'draftFlow'>): ActionHead {
  const { id, name, description, agentIds, isEnabled, archivedAt, createdAt, createdBy, updatedAt } = row;
  const { liveVersion, lastVersion } = row;
  const draft = {
    revision: row.draftRevision,
    savedAt: row.draftSavedAt,
    savedBy: row.draftSavedBy,
    basedOn: row.draftBase,
    authors: row.draftAuthors.map((author) => ({ ...author, savedAt: new Date(author.savedAt) })),
  };
  return {
    ...{ id, name, description, agentIds, isEnabled, archivedAt, createdAt, createdBy, updatedAt },
    ...{ draft, liveVersion, lastVersion },
  };
}

export function actionRow(workspace: string, action: PostCallAction): ActionRow {
  const { draft, ...rest } = action;
  return {
    ...rest,
    workspace,
    agentIds: [...action.agentIds],
    draftRevision: draft.revision,
    draftFlow: draft.flow as object,
    draftSavedAt: draft.savedAt,
    draftSavedBy: draft.savedBy,
    draftBase: draft.basedOn,
    draftAuthors: draft.authors.map((author) => ({ ...author, savedAt: author.savedAt.toISOString() })),
  };
}

export function versionOf(row: ActionVersionRow): ActionVersion {
  return { ...versionHeadOf(row), flow: row.flow as Json };
}

export function versionHeadOf(row: ActionVersionRow): VersionHead {
  const { actionId, number, note, publishedAt, publishedBy } = row;
  return { actionId, number, note, publishedAt, publishedBy };
}

export function versionRow(workspace: string, version: ActionVersion): ActionVersionRow {
  return { ...version, workspace, flow: version.flow as object };
}
