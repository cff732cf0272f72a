import type { Draft } from '../draft.ts';
import { statusOf, type ActionStatus, type ActionVersion, type PostCallAction } from '../post-call-action.ts';

/** A draft, whose it is, and what it is looked at beside. */
export interface DraftView extends Draft {
  actionId: string;
  agentIds: readonly string[];
  liveNumber: number | null;
}

export interface ActionView extends Omit<PostCallAction, 'draft' | 'isEnabled' | 'liveVersion'> {
  enabled: boolean;
  status: ActionStatus;
  draft: DraftView;
  liveNumber: number | null;
}

export function actionView(action: PostCallAction): ActionView {
  const { draft, isEnabled, liveVersion: liveNumber, ...rest } = action;
  const { id: actionId, agentIds } = action;
  return {
    ...rest,
    enabled: isEnabled,
    status: statusOf(action),
    draft: { ...draft, actionId, agentIds, liveNumber },
    liveNumber,
  };
}

export function actionCursor(action: PostCallAction): { at: Date; id: string } {
  return { at: action.createdAt, id: action.id };
}

export function versionCursor(version: ActionVersion): { at: Date; id: string } {
  return { at: version.publishedAt, id: `${version.number}` };
}

export function isVersionNumber(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}
