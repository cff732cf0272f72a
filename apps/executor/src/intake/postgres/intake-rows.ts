import { gzipSync } from 'node:zlib';
import { dayOfRun } from '@aftercall/wire-format';
import type { Owner } from '../../runs/run-ledger.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import type { Admission } from '../intake-ledger.ts';

/** Below this a body is not worth the CPU of compressing it: PostgreSQL does not even move it out of line. */
const GZIP_FROM_BYTES = 8192;

/** Where a body stands. */
export interface PayloadKey {
  payloadId: string;
  payloadDay: string;
}

/** What one transaction writes for one event that is not a repetition inside its own batch. */
export interface EventRow extends PayloadKey {
  admission: Admission;
  /** Repetitions of the same event inside this batch. */
  repeats: number;
}

/** Columns of `ledger.call_event`, named as there. */
export function callEventColumns({ admission, repeats, payloadDay, payloadId }: EventRow): Record<string, unknown> {
  const { event } = admission;
  const { outcome } = event.data;
  const reason = admission.reason ?? { code: null, message: null };
  const provenance = admission.provenance ?? { topic: null, partition: null, offset: null };
  return {
    workspace: admission.workspace,
    call_id: event.data.callId,
    event_type: event.type,
    event_id: event.id,
    source: event.source,
    agent_id: event.data.agentId,
    outcome: typeof outcome === 'string' ? outcome : null,
    door: admission.door,
    occurred_at: admission.occurredAt,
    disposition: admission.disposition,
    reason_code: reason.code,
    reason_message: reason.message,
    actions: admission.actions,
    note: event.note ?? null,
    duplicates: repeats,
    ...provenance,
    payload_day: payloadDay,
    payload_id: payloadId,
  };
}

/** Columns of `ledger.run`; without an owner the run is QUEUED and stands in the due table. */
export function runColumns(opening: RunOpening, row: PayloadKey, owner: Owner | undefined): Record<string, unknown> {
  const { identity } = opening;
  return {
    day: dayOf(identity.runId),
    run_id: identity.runId,
    workspace: identity.workspace,
    action_id: identity.actionId,
    action_name: identity.actionName,
    version: identity.version,
    agent_id: identity.agentId,
    call_id: identity.callId,
    event_type: identity.eventType,
    call_outcome: opening.callOutcome,
    is_analyzed: identity.eventType === 'joined' ? identity.isAnalyzed : null,
    replay_generation: identity.replayGeneration,
    constants: opening.constants,
    status: owner === undefined ? 'QUEUED' : 'RUNNING',
    worker_id: owner?.workerId ?? null,
    epoch: owner?.epoch ?? null,
    opened_at: identity.openedAt,
    payload_day: row.payloadDay,
    payload_id: row.payloadId,
  };
}

/** A call's data as it is kept: JSON text, compressed when it is large. */
export function payloadColumns(data: unknown): {
  encoding: 'json' | 'gzip';
  body: Buffer;
  bodyBytes: number;
} {
  const json = Buffer.from(JSON.stringify(data));
  if (json.length < GZIP_FROM_BYTES) return { encoding: 'json', body: json, bodyBytes: json.length };
  return { encoding: 'gzip', body: gzipSync(json, { level: 1 }), bodyBytes: json.length };
}

/** The day of an id that this process made itself. */
export function dayOf(id: string): string {
  const day = dayOfRun(id);
  if (day === undefined) throw new TypeError(`not a run id: ${id}`);
  return day;
}
