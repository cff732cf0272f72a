import { readCallEvent } from '@aftercall/flow-model';
import type { CallEvent, CallHistoryAction, EventProblem } from '@aftercall/wire-format';
import type { CatalogAction, FlowCatalog } from '../catalog/flow-catalog.ts';
import type { RunOpening } from '../runs/run-opening.ts';
import type { Admission } from './intake-ledger.ts';

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
  const base = { workspace, event, door, provenance, occurredAt };
  const { agentId } = event.data;
  if (!catalog.hasAgent(workspace, agentId)) {
    const message = `no agent ${JSON.stringify(agentId)} is registered in workspace ${workspace}: register it with registerAgent`;
    return dropped(base, { code: 'AGENT_UNKNOWN', message }, []);
  }
  const actions = catalog.actionsOf(workspace, agentId);
  const heard = actions.map((action) => hearCall(action, catalog, arrival, newRunId));
  const openings = heard.flatMap(({ opening }) => (opening === undefined ? [] : [opening]));
  const told = heard.map(({ told }) => told);
  if (openings.length > 0) {
    return { admitted: true, admission: { ...base, disposition: 'MATCHED', reason: null, actions: told, openings } };
  }
  const message =
    actions.length === 0
      ? `agent ${JSON.stringify(agentId)} has no post-call action`
      : `none of the agent's ${actions.length} post-call actions hears this call: each says why`;
  return dropped(base, { code: 'NO_ACTION', message }, told);
}

type Undecided = Omit<Admission, 'disposition' | 'reason' | 'actions' | 'openings'>;

function dropped(base: Undecided, reason: { code: string; message: string }, actions: CallHistoryAction[]): Judgement {
  return { admitted: true, admission: { ...base, disposition: 'DROPPED', reason, actions, openings: [] } };
}

function findAgeProblem(occurredAt: Date, receivedAt: Date): EventProblem | undefined {
  const ageMs = receivedAt.getTime() - occurredAt.getTime();
  const when = occurredAt.toISOString();
  if (ageMs > MAX_AGE_DAYS * DAY_MS) {
    return { code: 'TOO_OLD', path: 'time', message: `the event is of ${when}, more than ${MAX_AGE_DAYS} days ago` };
  }
  if (ageMs < -MAX_AHEAD_MS) {
    return {
      code: 'IN_FUTURE',
      path: 'time',
      message: `the event is of ${when}, more than 24 hours ahead: check the clock`,
    };
  }
  return undefined;
}

interface Heard {
  told: CallHistoryAction;
  opening?: RunOpening;
}

function hearCall(action: CatalogAction, catalog: FlowCatalog, arrival: Arrival, newRunId: () => string): Heard {
  const { actionId, name: actionName, live } = action;
  const told = { actionId, actionName, version: live?.number ?? null, runId: null };
  const refuse = (code: string, message: string): Heard => ({ told: { ...told, reason: { code, message } } });
  if (live === undefined) return refuse('NOT_PUBLISHED', 'no version of this action is live');
  if (!action.isEnabled) return refuse('ACTION_PAUSED', 'this action is switched off');
  if (!live.isUsable) return refuse('PLAN_INVALID', `version ${live.number} cannot be run: ${live.problem}`);
  const constants = catalog.constantsOf(arrival.workspace);
  const { event, workspace } = arrival;
  const runId = newRunId();
  const { facts, interaction, variables } = readCallEvent(event);
  const run = { id: runId, startedAt: arrival.receivedAt.toISOString() };
  // Start's condition sees the call and the constants; no step has run.
  const hearing = live.plan.start.hears(facts, { interaction, variables, steps: {}, env: constants, run });
  if (!hearing.heard) return refuse(hearing.code, hearing.message);
  return {
    told: { ...told, runId, reason: null },
    opening: {
      identity: {
        runId,
        workspace,
        actionId,
        actionName,
        version: live.number,
        agentId: event.data.agentId,
        callId: event.data.callId,
        eventType: event.type,
        replayGeneration: 0,
        openedAt: arrival.receivedAt,
      },
      callOutcome: facts.outcome ?? null,
      document: live.document,
      plan: live.plan,
      data: event.data,
      constants,
    },
  };
}
