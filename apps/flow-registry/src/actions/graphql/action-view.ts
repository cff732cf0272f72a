import type { Json } from '@aftercall/flow-model';
import type { WithAnswers } from '../../plumbing/graphql/read-along.ts';
import type { ListedAction } from '../action-store.ts';
import type { DraftHead } from '../draft.ts';
import { isUuid } from '../../problems/text-rules.ts';
import { statusOf, type ActionHead, type ActionStatus, type VersionHead } from '../post-call-action.ts';

/** A draft, whose it is, and what it is looked at beside. */
export interface DraftView extends DraftHead, WithAnswers {
  actionId: string;
  agentIds: readonly string[];
  liveNumber: number | null;
  /** Undefined: it was not read. */
  flow?: Json;
}

export interface ActionView extends Omit<ActionHead, 'draft' | 'isEnabled' | 'liveVersion'>, WithAnswers {
  enabled: boolean;
  status: ActionStatus;
  draftHead: DraftView;
  liveNumber: number | null;
  /** Undefined: it was not read. */
  live?: VersionHead | undefined;
}

/** Of an action with its draft's flow or without. */
export function actionView(action: ActionHead): ActionView {
  const { draft, isEnabled, liveVersion: liveNumber, ...rest } = action;
  return { ...rest, enabled: isEnabled, status: statusOf(action), draftHead: draftView(action, draft), liveNumber };
}

export function listedView({ action, live }: ListedAction): ActionView {
  return { ...actionView(action), live };
}

function draftView({ id: actionId, agentIds, liveVersion: liveNumber }: ActionHead, draft: DraftHead): DraftView {
  return { ...draft, actionId, agentIds, liveNumber };
}

/** Of the workspace or of one agent: the same rows, in the same order. */
export const ACTION_LIST = { name: 'actions', isId: isUuid };

export function actionCursor({ action }: ListedAction): { at: Date; id: string } {
  return { at: action.createdAt, id: action.id };
}

export function versionCursor(version: VersionHead): { at: Date; id: string } {
  return { at: version.publishedAt, id: `${version.number}` };
}

export function isVersionNumber(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}
