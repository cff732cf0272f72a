import type { Json } from '@aftercall/flow-model';
import type { AttemptHistoryRow, Cause, RunHistoryRow } from '@aftercall/wire-format';
import type { Cursor } from '../../paging/page.ts';
import type { AttemptStory } from '../attempt-story.ts';
import type { RunStep } from '../run-steps.ts';
import type { StepVariables } from '../step-variables.ts';

export interface RunView {
  id: string;
  row: RunHistoryRow;
  status: string;
  openedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  error: Cause | null;
  variables: unknown;
  externalIds: readonly string[];
  dueAt: Date | null;
  deadlineAt: Date | null;
  executor: string | null;
}

export function runView(row: RunHistoryRow): RunView {
  return {
    id: row.run_id,
    row,
    status: row.status,
    openedAt: row.opened_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: causeOf(row.error_code, row.error_message),
    variables: row.variables,
    externalIds: row.external_ids,
    dueAt: row.due_at,
    deadlineAt: row.deadline_at,
    executor: row.worker_id,
  };
}

export function runCursor(row: RunHistoryRow): Cursor {
  return { at: row.opened_at, id: row.run_id };
}

const KINDS = { apiRequest: 'API_REQUEST', setVariable: 'SET_VARIABLE', decision: 'DECISION' } as const;

export function stepKindOf(kind: keyof typeof KINDS): (typeof KINDS)[keyof typeof KINDS] {
  return KINDS[kind];
}

/** What the ledger would say of a node that no run has reached. */
const UNREACHED = {
  port: null,
  cause_code: null,
  cause_message: null,
  waiting_until: null,
  started_at: null,
  ended_at: null,
  writes: null,
};

export function stepView(runId: string, step: RunStep, variables: StepVariables | undefined) {
  const row = step.row ?? UNREACHED;
  return {
    runId,
    key: step.key,
    name: step.name,
    kind: stepKindOf(step.kind),
    status: step.status,
    port: row.port,
    cause: causeOf(row.cause_code, row.cause_message),
    waitingUntil: row.waiting_until,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    writes: row.writes,
    variablesBefore: variables?.before ?? {},
    variablesAfter: variables?.after ?? {},
  };
}
export type StepView = ReturnType<typeof stepView>;

export interface AttemptContext {
  story: AttemptStory | undefined;
  /** False: bodies are left out, because this caller may not see them. */
  withBodies: boolean;
  /** The bodies that were sent and received, where they stand apart; undefined = in their row. */
  sent: Json | undefined;
  received: Json | undefined;
}

const UNTOLD: AttemptStory = { wait: null, takeOver: null, resolution: null };

export function attemptView(row: AttemptHistoryRow, context: AttemptContext) {
  const { wait, takeOver, resolution } = context.story ?? UNTOLD;
  return {
    number: row.number,
    status: row.status,
    cause: causeOf(row.cause_code, row.cause_message),
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    isLookup: row.is_lookup,
    executor: row.worker_id,
    wait: wait && { ...wait, waitedMs: Math.max(0, row.started_at.getTime() - wait.since.getTime()) },
    takeOver,
    resolution,
    ...exchangeView(row, context),
  };
}

function exchangeView({ request, response }: AttemptHistoryRow, { withBodies, sent, received }: AttemptContext) {
  return {
    request: request && {
      ...request,
      headers: headersOf(request.headers),
      body: withBodies ? (sent ?? request.body) : null,
    },
    response: response && {
      ...response,
      headers: headersOf(response.headers),
      body: withBodies ? (received ?? response.body) : null,
      isExpired: response.isExpired === true || (withBodies && response.bodyId !== undefined && received === undefined),
    },
  };
}

export function causeOf(code: string | null, message: string | null): Cause | null {
  return code === null ? null : { code, message: message ?? '' };
}

function headersOf(headers: readonly (readonly [string, string])[]) {
  return headers.map(([name, value]) => ({ name, value }));
}
