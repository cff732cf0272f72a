import type { JsonObject } from '@aftercall/flow-model';
import type { FactHistoryRow, RunHistoryRow } from '@aftercall/wire-format';

/** Rows of a run's journal, one fact a row unless `seq` says otherwise, a second apart. */
export function factRows(...facts: (JsonObject & { kind: string; seq?: number; worker?: string })[]): FactHistoryRow[] {
  return facts.map(({ seq, worker = 'worker-1', ...fact }, index) => ({
    run_id: 'run-1',
    seq: seq ?? index + 1,
    position: '1',
    at: new Date(Date.parse('2026-11-20T09:00:00Z') + index * 1000),
    worker_id: worker,
    kind: fact.kind,
    node_key: typeof fact['node'] === 'string' ? fact['node'] : null,
    fact,
  }));
}

/** A run that waits, with what the test does not care about filled in. */
export function aRunRow(over: Partial<RunHistoryRow> = {}): RunHistoryRow {
  return {
    ...{ day: '2026-11-20', run_id: 'run-1', workspace: 'acme', action_id: 'a', action_name: 'Notify', version: 3 },
    ...{ agent_id: 'agent-1', call_id: 'c-1', event_type: 'call.ended', call_outcome: 'completed', status: 'WAITING' },
    ...{ opened_at: new Date('2026-11-20T08:59:59Z'), started_at: null, ended_at: null, error_code: null },
    ...{ error_message: null, variables: {}, external_ids: [], worker_id: null, due_at: null, due_lane: null },
    ...{ deadline_at: null, is_analyzed: null, payload_day: '2026-11-20', payload_id: 'p' },
    ...over,
  };
}

export const cause = (code: string, message: string): JsonObject => ({ code, message });
