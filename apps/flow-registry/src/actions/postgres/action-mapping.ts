import type { Json } from '@aftercall/flow-model';
import type { ActionVersion, PostCallAction } from '../post-call-action.ts';
import type { ActionRow } from './action-row.ts';
import type { ActionVersionRow } from './action-version-row.ts';

export function actionOf(row: ActionRow): PostCallAction {
  const {
    id,
    name,
    description,
    agentIds,
    isEnabled,
    archivedAt,
    createdAt,
    createdBy,
    updatedAt,
    liveVersion,
    lastVersion,
  } = row;
  const draft = {
    revision: row.draftRevision,
    flow: row.draftFlow as Json,
    savedAt: row.draftSavedAt,
    savedBy: row.draftSavedBy,
    basedOn: row.draftBase,
    authors: row.draftAuthors.map((author) => ({ ...author, savedAt: new Date(author.savedAt) })),
  };
  return {
    id,
    name,
    description,
    agentIds,
    isEnabled,
    archivedAt,
    createdAt,
    createdBy,
    updatedAt,
    draft,
    liveVersion,
    lastVersion,
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

export function versionOf({ actionId, number, flow, note, publishedAt, publishedBy }: ActionVersionRow): ActionVersion {
  return { actionId, number, flow: flow as Json, note, publishedAt, publishedBy };
}

export function versionRow(workspace: string, version: ActionVersion): ActionVersionRow {
  return { ...version, workspace, flow: version.flow as object };
}
