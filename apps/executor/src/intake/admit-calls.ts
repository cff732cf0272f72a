import type { CallEvent, CallHistoryAction, EventProblem } from '@aftercall/wire-format';
import type { FlowCatalog } from '../catalog/flow-catalog.ts';
import { hearCall, type Hearable } from './hear-call.ts';
import type { Admission } from './intake-ledger.ts';
import { unread } from './unread-events.ts';

const DAY_MS = 86_400_000;
/** Repetitions are recognised for at least this long; an older event could run twice, so it is not admitted at all. */
export const MAX_AGE_DAYS = 90;
const MAX_AHEAD_MS = DAY_MS;

/** An event at a door, with the workspace it speaks for. */
export interface Arrival {
  workspace: string;
  event: CallEvent;
  door: Admission['door'];
  receivedAt: Date;
  provenance: Admission['provenance'];
}

export type JudgedActions = Pick<Admission, 'disposition' | 'reason' | 'actions' | 'openings' | 'waiting'>;

export type Judgement = { admitted: true; admission: Admission } | { admitted: false; problem: EventProblem };

/**
 * Judges one event, once, for both doors: which of the agent's actions hear it, and why not the others.
 * Pure but for `newRunId`, which makes the id of each run that it opens.
 */
export function admitCall(catalog: FlowCatalog, arrival: Arrival, newRunId: () => string): Judgement {
  const occurredAt = arrival.event.occurredAt ?? arrival.receivedAt;
  const problem = findAgeProblem(occurredAt, arrival.receivedAt);
  if (problem !== undefined) return { admitted: false, problem };
  const { workspace, event, door, provenance } = arrival;
  const base = { workspace, event, door, provenance, occurredAt, receivedAt: arrival.receivedAt };
  const { agentId } = event.data;
  if (!catalog.hasAgent(workspace, agentId)) {
    const message = `no agent ${JSON.stringify(agentId)} is registered in workspace ${workspace}: register it with registerAgent`;
    const reason = { code: 'AGENT_UNKNOWN', message };
    const nothing = { actions: [], openings: [], waiting: [] };
    return { admitted: true, admission: { ...base, ...nothing, disposition: 'DROPPED', reason } };
  }
  return { admitted: true, admission: { ...base, ...judgeActions(catalog, arrival, newRunId) } };
}

/** What becomes of each of the agent's actions, and of the event by that. */
export function judgeActions(catalog: FlowCatalog, arrival: Hearable, newRunId: () => string): JudgedActions {
  const { agentId } = arrival.event.data;
  const actions = catalog.actionsOf(arrival.workspace, agentId);
  if (catalog.isOfNewerRelease(arrival.workspace, agentId)) return unread(actions);
  const heard = actions.map((action) => hearCall(action, catalog, arrival, newRunId));
  const told = heard.map(({ told }) => told);
  return {
    ...dispositionOf(told),
    actions: told,
    openings: heard.flatMap(({ opening }) => (opening === undefined ? [] : [opening])),
    waiting: heard.flatMap(({ waiting }) => (waiting === undefined ? [] : [waiting])),
  };
}

/** An event is matched when one of the actions runs for it, else it waits with them, else it is dropped. */
export function dispositionOf(actions: readonly CallHistoryAction[]): Pick<Admission, 'disposition' | 'reason'> {
  if (actions.some(({ runId, reason }) => runId !== null || reason?.code === 'JOINED')) {
    return { disposition: 'MATCHED', reason: null };
  }
  const waiting = actions.find(({ reason }) => reason?.code.startsWith('WAITING_') === true);
  if (waiting !== undefined) return { disposition: 'WAITING', reason: waiting.reason };
  const late = actions.find(({ reason }) => reason?.code === 'ANALYSIS_LATE');
  if (late !== undefined) return { disposition: 'DROPPED', reason: late.reason };
  const message =
    actions.length === 0
      ? 'the agent has no post-call action'
      : `none of the agent's ${actions.length} post-call actions hears this call: each says why`;
  return { disposition: 'DROPPED', reason: { code: 'NO_ACTION', message } };
}

function findAgeProblem(occurredAt: Date, receivedAt: Date): EventProblem | undefined {
  const ageMs = receivedAt.getTime() - occurredAt.getTime();
  if (ageMs <= MAX_AGE_DAYS * DAY_MS && ageMs >= -MAX_AHEAD_MS) return undefined;
  const when = occurredAt.toISOString();
  if (ageMs > 0) {
    return { code: 'TOO_OLD', path: 'time', message: `the event is of ${when}, more than ${MAX_AGE_DAYS} days ago` };
  }
  const message = `the event is of ${when}, more than 24 hours ahead: check the clock`;
  return { code: 'IN_FUTURE', path: 'time', message };
}
