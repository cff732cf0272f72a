import type { RunHistoryRow } from '@aftercall/wire-format';

/** A run as the ledger's view shows it, with what the test does not care about filled in. */
export function aRunRow(over: Partial<RunHistoryRow> = {}): RunHistoryRow {
  return {
    day: '2026-11-20',
    run_id: '01934a10-0000-7000-8000-000000000001',
    workspace: 'acme',
    action_id: '018f0000-0000-4000-8000-000000000001',
    action_name: 'Notify CRM',
    version: 1,
    agent_id: 'agent-1',
    call_id: 'c-1',
    event_type: 'call.ended',
    call_outcome: 'completed',
    status: 'RUNNING',
    opened_at: new Date('2026-11-20T09:00:00Z'),
    started_at: null,
    ended_at: null,
    error_code: null,
    error_message: null,
    variables: {},
    external_ids: [],
    worker_id: null,
    due_at: null,
    due_lane: null,
    deadline_at: null,
    is_analyzed: null,
    payload_day: '2026-11-20',
    payload_id: '018f0000-0000-4000-8000-000000000002',
    ...over,
  };
}
