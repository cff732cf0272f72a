import type { FactRecord, RunRecord } from '../ledger-record.ts';
import type { Received } from '../unruly-target.ts';

/** A fact about the node `ticket`. */
export function aFact(over: Partial<FactRecord>): FactRecord {
  return {
    ...{ seq: 1, atMs: 0, workerId: 'w', kind: 'step', node: 'ticket', number: null, status: null, isLookup: false },
    ...{ causeCode: null, from: null, untilMs: null, resolution: null },
    ...over,
  };
}

/** A run of `agent-sequence` for the call `c-1`, which has succeeded. */
export function aRunRecord(over: Partial<RunRecord>): RunRecord {
  return {
    ...{ runId: 'run-1', callId: 'c-1', agentId: 'agent-sequence', actionId: 'action', eventType: 'call.ended' },
    ...{ status: 'SUCCEEDED', errorCode: null, endedAtMs: 1_000_000, facts: [] },
    ...over,
  };
}

/** A request of the node `ticket`, as the target saw it. */
export function aReceived(over: Partial<Received>): Received {
  return {
    ...{ atMs: 0, callId: 'c-1', node: 'ticket', method: 'POST', key: 'k', isLookup: false, sentBy: 7 },
    ...{ behaviour: 'answer' as const, isCarriedOut: false },
    ...over,
  };
}
