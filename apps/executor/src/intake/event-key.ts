import type { Admission } from './intake-ledger.ts';

/** (workspace, call id, event type), by which a repetition is known, as one text: NUL cannot stand in any of them. */
export function eventKey(row: { workspace: string; call_id: string; event_type: string }): string {
  return `${row.workspace}\u0000${row.call_id}\u0000${row.event_type}`;
}

export function keyOfAdmission({ workspace, event }: Admission): string {
  return eventKey({ workspace, call_id: event.data.callId, event_type: event.type });
}
