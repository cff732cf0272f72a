import type { Finding, FlowDocument, Json } from '@aftercall/flow-model';
import { problem, refused, type Outcome, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem, tidyName } from '../problems/text-rules.ts';
import { openDraft, publishedDraft, type Doing, type Draft, type DraftHead } from './draft.ts';

/** A named flow, attached to agents: one draft, numbered immutable versions, at most one of them live. */
export interface PostCallAction {
  id: string;
  name: string;
  description: string;
  agentIds: readonly string[];
  /** False: paused. Calls are told `ACTION_PAUSED`, and the version stays live. */
  isEnabled: boolean;
  archivedAt: Date | null;
  createdAt: Date;
  createdBy: string;
  updatedAt: Date;
  draft: Draft;
  liveVersion: number | null;
  /** The highest number given so far; 0 before the first. */
  lastVersion: number;
}

/** A published version: never changed. Its flow has every default written out, so that a later default changes no old version. */
export interface ActionVersion {
  actionId: string;
  number: number;
  flow: Json;
  note: string;
  publishedAt: Date;
  publishedBy: string;
}

/** An action without its draft's flow, which is long. */
export interface ActionHead extends Omit<PostCallAction, 'draft'> {
  draft: DraftHead;
}

/** A version without its flow. */
export type VersionHead = Omit<ActionVersion, 'flow'>;

/** What a decision wants kept; without `keep` everything stays as it is. */
export interface Decision<T> {
  outcome: Outcome<T>;
  keep?: { action: PostCallAction; newVersion?: ActionVersion };
}

const MAX_AGENTS = 200;
export const MAX_NAME_CHARACTERS = 200;

export function openAction(
  id: string,
  input: { name: string; description: string; agentIds: readonly string[]; flow?: Json },
  doing: Doing,
): PostCallAction {
  return {
    id,
    name: tidyName(input.name),
    description: input.description,
    agentIds: [...new Set(input.agentIds)],
    isEnabled: true,
    archivedAt: null,
    createdAt: doing.at,
    createdBy: doing.by,
    updatedAt: doing.at,
    draft: openDraft(input.flow, doing),
    liveVersion: null,
    lastVersion: 0,
  };
}

export function findNamingProblems(input: {
  name?: string | undefined;
  description?: string | undefined;
}): PlainProblem[] {
  const name =
    input.name === undefined
      ? undefined
      : findTextProblem(['input', 'name'], input.name, { maxCharacters: MAX_NAME_CHARACTERS });
  const rule = { maxCharacters: 2000, isRequired: false, isMultiline: true };
  const description =
    input.description === undefined ? undefined : findTextProblem(['input', 'description'], input.description, rule);
  return [name, description].filter((found) => found !== undefined);
}

export function findTooManyAgents(agentIds: readonly string[]): PlainProblem | undefined {
  if (agentIds.length <= MAX_AGENTS) return undefined;
  return problem('INVALID', ['input', 'agentIds'], `an action has at most ${MAX_AGENTS} agents: shorten the list`);
}

/** The draft as it was checked: its flow with defaults written out, or what keeps it from being published. */
export type CheckedDraft = { ok: true; flow: FlowDocument } | { ok: false; findings: readonly Finding[] };

/** The draft as the next version, live at once. `check` sees the very draft that is published. */
export function publish(
  action: PostCallAction,
  wanted: { expectedRevision: number; note: string; check: (action: PostCallAction) => CheckedDraft },
  doing: Doing,
): Decision<{ action: PostCallAction; version: ActionVersion }> {
  const refusal = refuseArchived(action) ?? refuseStale(action, wanted.expectedRevision);
  if (refusal !== undefined) return { outcome: { ok: false, problems: refusal.problems } };
  const checked = wanted.check(action);
  if (!checked.ok) {
    return { outcome: refused(...checked.findings.map((finding) => ({ ...finding, path: [] }))) };
  }
  const number = action.lastVersion + 1;
  const version: ActionVersion = {
    actionId: action.id,
    number,
    flow: checked.flow as unknown as Json,
    note: wanted.note,
    publishedAt: doing.at,
    publishedBy: doing.by,
  };
  const after: PostCallAction = {
    ...action,
    draft: publishedDraft(action.draft, number),
    liveVersion: number,
    lastVersion: number,
    updatedAt: doing.at,
  };
  return { outcome: { ok: true, value: { action: after, version } }, keep: { action: after, newVersion: version } };
}

/** An earlier version made live again; the draft stays. */
export function withLiveVersion(action: PostCallAction, number: number, doing: Doing): Decision<PostCallAction> {
  const refusal = refuseArchived(action);
  if (refusal !== undefined) return { outcome: refusal };
  if (number < 1 || number > action.lastVersion) {
    return { outcome: refused(problem('NOT_FOUND', ['input', 'number'], `this action has no version ${number}`)) };
  }
  return kept({ ...action, liveVersion: number, updatedAt: doing.at });
}

export function withNaming(
  action: PostCallAction,
  input: { name?: string | undefined; description?: string | undefined },
  doing: Doing,
): Decision<PostCallAction> {
  const refusal = refuseArchived(action);
  if (refusal !== undefined) return { outcome: refusal };
  return kept({
    ...action,
    name: input.name === undefined ? action.name : tidyName(input.name),
    description: input.description ?? action.description,
    updatedAt: doing.at,
  });
}

export function withAgents(
  action: PostCallAction,
  agentIds: readonly string[],
  doing: Doing,
): Decision<PostCallAction> {
  return refuseArchivedOr(action, () => ({ ...action, agentIds: [...new Set(agentIds)], updatedAt: doing.at }));
}

export function withEnabled(action: PostCallAction, isEnabled: boolean, doing: Doing): Decision<PostCallAction> {
  return refuseArchivedOr(action, () => ({ ...action, isEnabled, updatedAt: doing.at }));
}

/**
 * Archived: hears nothing any more and frees its name; its runs and versions stay readable. Again: nothing changes.
 * `typedName` is what a person typed to say that this action is meant.
 */
export function archived(
  action: PostCallAction,
  typedName: string | undefined,
  doing: Doing,
): Decision<PostCallAction> {
  if (typedName !== undefined && tidyName(typedName) !== action.name) {
    const message = 'this is not the name of the action: type its name to archive it';
    return { outcome: refused(problem('INVALID', ['input', 'name'], message)) };
  }
  if (action.archivedAt !== null) return { outcome: { ok: true, value: action } };
  return kept({ ...action, archivedAt: doing.at, updatedAt: doing.at });
}

/** The change is kept and answered. */
export function kept(action: PostCallAction): Decision<PostCallAction> {
  return { outcome: { ok: true, value: action }, keep: { action } };
}

function refuseArchivedOr(action: PostCallAction, change: () => PostCallAction): Decision<PostCallAction> {
  const refusal = refuseArchived(action);
  return refusal === undefined ? kept(change()) : { outcome: refusal };
}

type Refusal = Extract<Outcome<PostCallAction>, { ok: false }>;

/** An archived action is never changed again. */
export function refuseArchived(action: PostCallAction): Refusal | undefined {
  if (action.archivedAt === null) return undefined;
  return refused(problem('ARCHIVED', ['input', 'actionId'], 'this action is archived and cannot be changed'));
}

/** A stale save is refused, never merged silently; it is told whose draft stands. */
export function refuseStale(action: PostCallAction, expectedRevision: number): Refusal | undefined {
  const { revision, savedBy, savedAt } = action.draft;
  if (revision === expectedRevision) return undefined;
  const message =
    `the draft is at revision ${revision}, saved by ${savedBy} at ${savedAt.toISOString()}, not at ${expectedRevision}: ` +
    'read it again and save on top of it';
  return { ...refused(problem('STALE_REVISION', ['input', 'expectedRevision'], message)), current: action };
}

/** Where an action stands, as people ask for it. */
export const actionStatuses = ['NOT_PUBLISHED', 'LIVE', 'PAUSED', 'ARCHIVED'] as const;
export type ActionStatus = (typeof actionStatuses)[number];

export function statusOf(action: Pick<PostCallAction, 'archivedAt' | 'liveVersion' | 'isEnabled'>): ActionStatus {
  if (action.archivedAt !== null) return 'ARCHIVED';
  if (action.liveVersion === null) return 'NOT_PUBLISHED';
  return action.isEnabled ? 'LIVE' : 'PAUSED';
}
