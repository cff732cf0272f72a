import type { JsonObject } from '@aftercall/flow-model';
import type { AttemptResponse } from '@aftercall/wire-format';

/** One call as the ledger has it: by one of its events, or joined from several as a run was given it. */
export interface PastCall {
  callId: string;
  agentId: string;
  eventType: 'call.started' | 'call.ended' | 'call.analyzed';
  receivedAt: Date;
  data: JsonObject;
  /** Whether the analysis is in `data`. */
  isAnalyzed: boolean;
}

/** What one node of a run made and was answered. */
export interface PastStep {
  status: 'SUCCEEDED' | 'FAILED' | 'SKIPPED' | undefined;
  writes: JsonObject | undefined;
  /** The last complete answer, secrets struck. */
  response: AttemptResponse | undefined;
}

/** A run as the ledger has it, its nodes by key; those that it has not reached are not there. */
export interface PastRun {
  call: PastCall;
  steps: ReadonlyMap<string, PastStep>;
}

/**
 * What the ledger remembers of calls, for trials; they write nothing to it. An id of another workspace is an unknown id.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface PastCalls {
  /** One event of the call: of that type if there is one, else its end, else any; undefined when its data is gone, too. */
  findCall(workspace: string, callId: string, preferredType: string): Promise<PastCall | undefined>;
  /** Events of the agents' calls, those that came last first; without those whose data is gone. */
  lastCalls(workspace: string, which: { agentIds: string[]; eventTypes: string[]; last: number }): Promise<PastCall[]>;
  findRun(workspace: string, runId: string): Promise<PastRun | undefined>;
  /** The newest run of that action for that call; undefined when there was none. */
  findRunOf(workspace: string, which: { actionId: string; callId: string }): Promise<PastRun | undefined>;
}
