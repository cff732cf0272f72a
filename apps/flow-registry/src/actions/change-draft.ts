import type { Json } from '@aftercall/flow-model';
import { draftOfVersion, savedDraft, type Doing } from './draft.ts';
import { kept, refuseArchived, refuseStale, type Decision, type PostCallAction } from './post-call-action.ts';

/** The draft with a new flow, if nobody saved since the caller read it. */
export function withDraft(
  action: PostCallAction,
  saved: { expectedRevision: number; flow: Json },
  doing: Doing,
): Decision<PostCallAction> {
  const refusal = refuseArchived(action) ?? refuseStale(action, saved.expectedRevision);
  if (refusal !== undefined) return { outcome: refusal };
  return kept({ ...action, draft: savedDraft(action.draft, saved.flow, doing), updatedAt: doing.at });
}

/** The draft given up for a version, if nobody saved since the caller read it. */
export function withoutDraft(
  action: PostCallAction,
  wanted: { expectedRevision: number; version: { number: number; flow: Json } },
  doing: Doing,
): Decision<PostCallAction> {
  const refusal = refuseArchived(action) ?? refuseStale(action, wanted.expectedRevision);
  if (refusal !== undefined) return { outcome: refusal };
  const version = { ...wanted.version, isLive: wanted.version.number === action.liveVersion };
  return kept({ ...action, draft: draftOfVersion(action.draft, version, doing), updatedAt: doing.at });
}
