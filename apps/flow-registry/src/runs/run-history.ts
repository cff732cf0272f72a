import type {
  AttemptHistoryRow,
  BodyHistoryRow,
  CallHistoryRow,
  FactHistoryRow,
  RunHistoryRow,
  RunStatus,
  StepHistoryRow,
} from '@aftercall/wire-format';
import type { Page, PageRequest } from '../paging/page.ts';
import { beginsWithDay } from '../problems/calendar.ts';

/** Which runs: those that fit everything that is given. */
export interface RunFilter {
  callId?: string | undefined;
  actionId?: string | undefined;
  version?: number | undefined;
  agentId?: string | undefined;
  status?: readonly RunStatus[] | undefined;
  externalId?: string | undefined;
  /** Opened at or after. */
  from?: Date | undefined;
  /** Opened before. */
  to?: Date | undefined;
}

/** Which calls: those with an event that fits everything that is given. */
export interface CallFilter {
  agentId?: string | undefined;
  outcome?: string | undefined;
  /** The event came at or after. */
  from?: Date | undefined;
  /** The event came before. */
  to?: Date | undefined;
}

/** A call's place in the list of calls: its last event that fits. */
export interface ListedCall {
  event: CallHistoryRow;
  /** The instant of arrival as the database keeps it, in microseconds. */
  place: string;
}

/** Where a body stands: the day by which it is dropped, and its id. */
export interface BodyKey {
  day: string;
  id: string;
}

/**
 * The ledger as a reader sees it (rows of the views that the executor's migrations own). Another workspace's id is an
 * unknown id.
 * @throws Fault LEDGER_UNAVAILABLE
 */
export interface RunHistory {
  /** Those of the ids that are runs, in no order. */
  findRuns(workspace: string, runIds: readonly string[]): Promise<readonly RunHistoryRow[]>;
  /** Newest first. */
  listRuns(workspace: string, filter: RunFilter, request: PageRequest): Promise<Page<RunHistoryRow>>;
  /** In no order; a node that was not reached has none. */
  findSteps(workspace: string, runIds: readonly string[]): Promise<readonly StepHistoryRow[]>;
  /** By number. */
  findAttempts(workspace: string, runIds: readonly string[]): Promise<readonly AttemptHistoryRow[]>;
  /** Everything recorded of runs, oldest first. */
  findFacts(workspace: string, runIds: readonly string[]): Promise<readonly FactHistoryRow[]>;
  /** Bodies that stand apart; one that is no longer kept is not among them. */
  findBodies(workspace: string, bodies: readonly BodyKey[]): Promise<readonly BodyHistoryRow[]>;
  /** Events of calls in order of arrival. */
  findCallEvents(workspace: string, callIds: readonly string[]): Promise<readonly CallHistoryRow[]>;
  /** The call that was heard of last first. The cursor's id is the call's place and id (see {@link callCursorId}). */
  listCalls(workspace: string, filter: CallFilter, request: PageRequest): Promise<Page<ListedCall>>;
}

const CURSOR_ID = /^(\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?\+00) (.+)$/s;

/** Instants of the ledger are finer than milliseconds, so the exact one travels in the cursor's id. */
export function callCursorId(call: ListedCall): string {
  return `${call.place} ${call.event.call_id}`;
}

export function readCallCursorId(id: string): { place: string; callId: string } | undefined {
  const [, place = '', callId = ''] = CURSOR_ID.exec(id) ?? [];
  return beginsWithDay(place) ? { place, callId } : undefined;
}
