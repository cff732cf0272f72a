/** View `ledger.call_history`: one row per call event, with the one end that it had. */
export type EventDispositionName = 'MATCHED' | 'DROPPED' | 'WAITING' | 'DEAD_LETTER';

/** What became of one action of the agent for this event: its run, or the rule that kept it from running. */
export interface CallHistoryAction {
  actionId: string;
  actionName: string;
  version: number | null;
  runId: string | null;
  /** Of a joined call's run: whether the analysis had come when it began. */
  isAnalyzed?: boolean;
  reason: { code: string; message: string } | null;
}

/** Keyed by workspace, call id and event type; the first announcement counts, later ones only add to `duplicates`. */
export interface CallHistoryRow {
  workspace: string;
  call_id: string;
  event_type: string;
  event_id: string;
  agent_id: string;
  outcome: string | null;
  door: 'HTTP' | 'KAFKA';
  received_at: Date;
  occurred_at: Date;
  disposition: EventDispositionName;
  reason_code: string | null;
  reason_message: string | null;
  actions: CallHistoryAction[];
  duplicates: number;
  topic: string | null;
  partition: number | null;
  /** PostgreSQL bigint: text, so that no digit is lost. */
  offset: string | null;
  /** Where in `ledger.body_history` its data stands; null where nothing was kept of it. */
  payload_day: string | null;
  payload_id: string | null;
}
