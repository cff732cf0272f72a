import { readCallEvent, type FlowDocument, type Plan } from '@aftercall/flow-model';
import type { CallEvent, CallEventData, CallHistoryAction } from '@aftercall/wire-format';
import type { CatalogAction, FlowCatalog } from '../catalog/flow-catalog.ts';
import type { RunIdentity } from '../runs/run-ledger.ts';
import type { RunOpening } from '../runs/run-opening.ts';
import type { WaitingAction } from './intake-ledger.ts';

/** What is needed to judge a call for an agent's actions. */
export interface Hearable {
  workspace: string;
  event: CallEvent;
  receivedAt: Date;
}

/** What becomes of one action for one call: a run, a wait, or the reason why neither. */
export interface Heard {
  told: CallHistoryAction;
  opening?: RunOpening;
  waiting?: WaitingAction;
}

/** Asks the live version of an action whether it hears this event. */
export function hearCall(
  action: CatalogAction,
  catalog: FlowCatalog,
  { workspace, event, receivedAt }: Hearable,
  newRunId: () => string,
): Heard {
  const { actionId, name: actionName, live } = action;
  const told = { actionId, actionName, version: live?.number ?? null, runId: null };
  const refuse = (code: string, message: string): Heard => ({ told: { ...told, reason: { code, message } } });
  if (live === undefined) return refuse('NOT_PUBLISHED', 'no version of this action is live');
  if (!action.isEnabled) return refuse('ACTION_PAUSED', 'this action is switched off');
  if (!live.isUsable) return refuse('PLAN_INVALID', `version ${live.number} cannot be run: ${live.problem}`);
  const version = { actionId, actionName, version: live.number, document: live.document };
  const { waitMs } = live.plan.start;
  if (waitMs !== undefined && event.type === 'call.ended') return hearLater({ ...version, waitMs }, live.plan, event);
  const call = { eventType: event.type, isAnalyzed: event.type === 'call.analyzed', data: event.data };
  const constants = catalog.constantsOf(workspace);
  return judgeRun({ ...version, ...call, workspace, plan: live.plan, constants, receivedAt }, newRunId);
}

/** The condition may ask for what the analysis says, so it is asked when that is there. */
function hearLater(waiting: WaitingAction, plan: Plan, event: Hearable['event']): Heard {
  const { actionId, actionName, version, waitMs } = waiting;
  const told = { actionId, actionName, version, runId: null };
  const hearing = plan.start.mayHear(readCallEvent(event).facts);
  if (!hearing.heard) return { told: { ...told, reason: { code: hearing.code, message: hearing.message } } };
  const message = `waits for call.analyzed, ${Math.ceil(waitMs / 1000)} s at most`;
  return { told: { ...told, reason: { code: 'WAITING_FOR_ANALYSIS', message } }, waiting };
}

/** A version of an action, and the call that it is asked about. */
export interface RunCandidate {
  workspace: string;
  actionId: string;
  actionName: string;
  version: number;
  document: FlowDocument;
  plan: Plan;
  eventType: RunIdentity['eventType'];
  isAnalyzed: boolean;
  data: CallEventData;
  constants: Record<string, string>;
  receivedAt: Date;
}

/** The run that is opened for this call, or why none is. */
export function judgeRun(candidate: RunCandidate, newRunId: () => string): Heard {
  const { workspace, actionId, actionName, version, document, plan, constants, data, receivedAt } = candidate;
  const { eventType, isAnalyzed } = candidate;
  const runId = newRunId();
  const told = { actionId, actionName, version };
  const type = eventType === 'joined' ? 'call.ended' : eventType;
  const view = readCallEvent({ type, data, isAnalyzed });
  const { facts } = view;
  // Start's condition, where there is one, sees the call and the constants; no step has run.
  const hearing = plan.start.hears(facts, () => {
    const { interaction, variables } = view;
    const run = { id: runId, startedAt: receivedAt.toISOString() };
    return { interaction, variables, steps: {}, env: constants, run };
  });
  if (!hearing.heard) {
    return { told: { ...told, runId: null, reason: { code: hearing.code, message: hearing.message } } };
  }
  const call = { agentId: data.agentId, callId: data.callId, eventType, isAnalyzed };
  const identity = { runId, workspace, ...told, ...call, replayGeneration: 0, openedAt: receivedAt };
  return {
    told: { ...told, runId, reason: null },
    opening: { identity, callOutcome: facts.outcome ?? null, document, plan, data, constants },
  };
}
