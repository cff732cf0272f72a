import type { AttemptHistoryRow, Cause, RunHistoryRow } from '@aftercall/wire-format';
import type { Cursor } from '../../paging/page.ts';
import type { RunStep } from '../run-steps.ts';

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
  };
}

export function runCursor(row: RunHistoryRow): Cursor {
  return { at: row.opened_at, id: row.run_id };
}

const KINDS = { apiRequest: 'API_REQUEST', setVariable: 'SET_VARIABLE', decision: 'DECISION' } as const;

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

export function stepView(runId: string, step: RunStep) {
  const row = step.row ?? UNREACHED;
  return {
    runId,
    key: step.key,
    name: step.name,
    kind: KINDS[step.kind],
    status: step.status,
    port: row.port,
    cause: causeOf(row.cause_code, row.cause_message),
    waitingUntil: row.waiting_until,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    writes: row.writes,
  };
}
export type StepView = ReturnType<typeof stepView>;

export function attemptView(row: AttemptHistoryRow, withBodies: boolean) {
  const { request, response } = row;
  return {
    number: row.number,
    status: row.status,
    cause: causeOf(row.cause_code, row.cause_message),
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    request: request && { ...request, headers: headersOf(request.headers), body: withBodies ? request.body : null },
    response: response && {
      ...response,
      headers: headersOf(response.headers),
      body: withBodies ? response.body : null,
    },
  };
}

export function causeOf(code: string | null, message: string | null): Cause | null {
  return code === null ? null : { code, message: message ?? '' };
}

function headersOf(headers: readonly (readonly [string, string])[]) {
  return headers.map(([name, value]) => ({ name, value }));
}
