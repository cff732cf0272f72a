import type { Finding, FlowDocument, Json } from '@aftercall/flow-model';
import { problem, refused, type Outcome, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';

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

/** What the author sees and saves. `revision` goes up by one with each save, from 1. */
export interface Draft {
  revision: number;
  flow: Json;
  savedAt: Date;
  savedBy: string;
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

/** What a decision wants kept; without `keep` everything stays as it is. */
export interface Decision<T> {
  outcome: Outcome<T>;
  keep?: { action: PostCallAction; newVersion?: ActionVersion };
}

/** Who does it, and when. */
export interface Doing {
  by: string;
  at: Date;
}

const MAX_AGENTS = 200;

/** What a new action holds: a Start that leads nowhere. */
export const emptyFlow = {
  format: 1,
  nodes: [
    { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: { event: 'call.ended', outcomes: ['completed'] } },
  ],
  edges: [],
};

export function openAction(
  id: string,
  input: { name: string; description: string; agentIds: readonly string[] },
  doing: Doing,
): PostCallAction {
  return {
    id,
    name: input.name.trim(),
    description: input.description,
    agentIds: [...new Set(input.agentIds)],
    isEnabled: true,
    archivedAt: null,
    createdAt: doing.at,
    createdBy: doing.by,
    updatedAt: doing.at,
    draft: { revision: 1, flow: emptyFlow, savedAt: doing.at, savedBy: doing.by },
    liveVersion: null,
    lastVersion: 0,
  };
}

export function findNamingProblems(input: {
  name?: string | undefined;
  description?: string | undefined;
}): PlainProblem[] {
  const name =
    input.name === undefined ? undefined : findTextProblem(['input', 'name'], input.name, { maxCharacters: 200 });
  const rule = { maxCharacters: 2000, isRequired: false, isMultiline: true };
  const description =
    input.description === undefined ? undefined : findTextProblem(['input', 'description'], input.description, rule);
  return [name, description].filter((found) => found !== undefined);
}

export function findTooManyAgents(agentIds: readonly string[]): PlainProblem | undefined {
  if (agentIds.length <= MAX_AGENTS) return undefined;
  return problem('INVALID', ['input', 'agentIds'], `an action has at most ${MAX_AGENTS} agents: shorten the list`);
}

/** The draft with a new flow, if nobody saved since the caller read it. A stale save is refused, never merged silently. */
export function withDraft(
  action: PostCallAction,
  saved: { expectedRevision: number; flow: Json },
  doing: Doing,
): Decision<PostCallAction> {
  const refusal = refuseArchived(action) ?? refuseStale(action, saved.expectedRevision);
  if (refusal !== undefined) return { outcome: refusal };
  const draft = { revision: action.draft.revision + 1, flow: saved.flow, savedAt: doing.at, savedBy: doing.by };
  return kept({ ...action, draft, updatedAt: doing.at });
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
  const after = { ...action, liveVersion: number, lastVersion: number, updatedAt: doing.at };
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
    name: input.name?.trim() ?? action.name,
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

/** Archived: hears nothing any more and frees its name; its runs and versions stay readable. Again: nothing changes. */
export function archived(action: PostCallAction, doing: Doing): Decision<PostCallAction> {
  if (action.archivedAt !== null) return { outcome: { ok: true, value: action } };
  return kept({ ...action, archivedAt: doing.at, updatedAt: doing.at });
}

function kept(action: PostCallAction): Decision<PostCallAction> {
  return { outcome: { ok: true, value: action }, keep: { action } };
}

function refuseArchivedOr(action: PostCallAction, change: () => PostCallAction): Decision<PostCallAction> {
  const refusal = refuseArchived(action);
  return refusal === undefined ? kept(change()) : { outcome: refusal };
}

type Refusal = Extract<Outcome<PostCallAction>, { ok: false }>;

function refuseArchived(action: PostCallAction): Refusal | undefined {
  if (action.archivedAt === null) return undefined;
  return refused(problem('ARCHIVED', ['input', 'actionId'], 'this action is archived and cannot be changed'));
}

function refuseStale(action: PostCallAction, expectedRevision: number): Refusal | undefined {
  const { revision, savedBy, savedAt } = action.draft;
  if (revision === expectedRevision) return undefined;
  const message =
    `the draft is at revision ${revision}, saved by ${savedBy} at ${savedAt.toISOString()}, not at ${expectedRevision}: ` +
    'read it again and save on top of it';
  return { ...refused(problem('STALE_REVISION', ['input', 'expectedRevision'], message)), current: action };
}
