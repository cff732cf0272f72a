import type { ActionVersion, Draft, PostCallAction } from '../post-call-action.ts';

/** A draft, and whose End Call nodes its Start may name. */
export interface DraftView extends Draft {
  agentIds: readonly string[];
}

export interface ActionView extends Omit<PostCallAction, 'draft' | 'isEnabled' | 'liveVersion'> {
  enabled: boolean;
  draft: DraftView;
  liveNumber: number | null;
}

export function actionView({ draft, isEnabled, liveVersion, ...action }: PostCallAction): ActionView {
  return { ...action, enabled: isEnabled, draft: { ...draft, agentIds: action.agentIds }, liveNumber: liveVersion };
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
