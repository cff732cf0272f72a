import { completeCall, isOfNewerFormat, type FlowDocument } from '@aftercall/flow-model';
import type { CallEventData, CallHistoryAction, EventDispositionName } from '@aftercall/wire-format';
import type { FlowCatalog } from '../catalog/flow-catalog.ts';
import type { PlanCache } from '../runs/plan-cache.ts';
import type { RunOpening } from '../runs/run-opening.ts';
import { dispositionOf, judgeActions } from './admit-calls.ts';
import { judgeRun, type Heard } from './hear-call.ts';
import type { Admission, WaitingAction } from './intake-ledger.ts';
import { isUnread, unread, type UnreadEvent } from './unread-events.ts';

/** What the ledger holds of one event of a call. */
export interface KnownEvent {
  disposition: EventDispositionName;
  reason: { code: string; message: string } | null;
  actions: CallHistoryAction[];
  outcome: string | null;
  /** Undefined when it is no longer kept. */
  data: CallEventData | undefined;
}

/** An action that waits since the call ended. */
export interface KnownWaiter extends Pick<WaitingAction, 'actionId' | 'actionName' | 'version'> {
  /** As it was kept when the wait began. */
  document: unknown;
  isDue: boolean;
}

/** What is known of a call. */
export interface KnownCall {
  workspace: string;
  callId: string;
  started: KnownEvent | undefined;
  ended: KnownEvent | undefined;
  analyzed: KnownEvent | undefined;
  waiters: readonly KnownWaiter[];
}

export type ChangedEvent = Pick<KnownEvent, 'disposition' | 'reason' | 'actions'>;

/** What an event, or a deadline, changes in what is known of its call. */
export interface CallChange {
  started?: ChangedEvent;
  ended?: ChangedEvent;
  analyzed?: ChangedEvent;
  /** Actions that wait from now on. */
  begins: readonly WaitingAction[];
  /** Ids of actions whose wait is over. */
  closes: readonly string[];
  /** Ids of actions whose wait was to end, and whose version a newer release wrote: they are left to executors of that release. */
  leaves?: readonly string[];
}

/** What an event comes to that was kept unread. */
export interface Rejudged extends Pick<Admission, 'openings' | 'waiting'> {
  change: CallChange;
}

interface Settings {
  catalog: FlowCatalog;
  plans: PlanCache;
  newId: () => string;
}

const nothing: CallChange = { begins: [], closes: [] };
const nameOf = { 'call.started': 'started', 'call.ended': 'ended', 'call.analyzed': 'analyzed' } as const;

/** Puts together what the events of one call say: one run when its end and its analysis are both there, or at the deadline. */
export class JoinCalls {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Whether this event has to be seen together with what is known of its call. */
  static readonly concerns = ({ event, waiting }: Pick<Admission, 'event' | 'waiting'>): boolean =>
    event.type === 'call.analyzed' || waiting.length > 0;

  /** Completes `admission` by what is known; a repetition stays as it is. Doing it again comes to the same. */
  complete(admission: Admission, known: KnownCall): CallChange {
    const { catalog, newId } = this.#settings;
    if (!catalog.hasAgent(admission.workspace, admission.event.data.agentId)) return nothing;
    Object.assign(admission, judgeActions(catalog, admission, newId));
    if (isUnread(admission)) return nothing;
    return admission.event.type === 'call.analyzed' ? this.#analysed(admission, known) : this.#ended(admission, known);
  }

  /** Whether events of this agent can be judged here. */
  canRead(workspace: string, agentId: string): boolean {
    return !this.#settings.catalog.isOfNewerRelease(workspace, agentId);
  }

  /** Judges an event that was kept unread as if it came now. Undefined = somebody else has, or it has to wait on. */
  judgeUnread(unreadEvent: UnreadEvent, known: KnownCall, receivedAt: Date): Rejudged | undefined {
    const { workspace, type, eventId, source, ...rest } = unreadEvent;
    const name = nameOf[type];
    const own = known[name];
    if (own === undefined || !isUnread(own)) return undefined;
    if (own.data === undefined) {
      const reason = { code: 'CALL_DATA_GONE', message: 'the data of the call is no longer kept' };
      return {
        change: { ...nothing, [name]: { disposition: 'DROPPED', reason, actions: [] } },
        openings: [],
        waiting: [],
      };
    }
    const event = { id: eventId, source, type, workspace: undefined, occurredAt: rest.occurredAt, data: own.data };
    const { catalog, newId } = this.#settings;
    const admission: Admission = {
      ...{ ...rest, workspace, event, receivedAt },
      ...judgeActions(catalog, { workspace, event, receivedAt }, newId),
    };
    const isJoined = JoinCalls.concerns(admission);
    const change = isJoined ? this.complete(admission, { ...known, [name]: undefined }) : nothing;
    if (isUnread(admission)) return undefined;
    const { disposition, reason, actions, openings, waiting } = admission;
    return { change: { ...change, [name]: { disposition, reason, actions } }, openings, waiting };
  }

  /** The waits that are over begin their runs without the analysis. */
  atDeadline(known: KnownCall, receivedAt: Date): CallChange & { openings: RunOpening[] } {
    const over = known.waiters.filter(({ isDue }) => isDue);
    const due = over.filter(({ document }) => !isOfNewerFormat(document));
    const leaves = idsOf(over.filter((waiter) => !due.includes(waiter)));
    if (due.length === 0) return { ...nothing, leaves, openings: [] };
    if (known.ended?.data === undefined) return { ...nothing, leaves, openings: [], closes: idsOf(due) };
    const call = { workspace: known.workspace, data: known.ended.data, isAnalyzed: false, receivedAt };
    const heard = due.map((waiter) => this.#open(waiter, call));
    return {
      ...{ begins: [], closes: idsOf(due), leaves },
      ended: changed(known.ended, heard),
      openings: openingsOf(heard),
    };
  }

  #ended(admission: Admission, known: KnownCall): CallChange {
    if (known.ended !== undefined) return nothing;
    const { analyzed } = known;
    // One that is not judged yet finds who waits for it when it is.
    if (analyzed?.data === undefined || isUnread(analyzed)) return { begins: admission.waiting, closes: [] };
    const { workspace, receivedAt, event } = admission;
    const data = completeCall(event.data, analyzed.data) as CallEventData;
    const heard = admission.waiting.map((waiting) =>
      this.#open(waiting, { workspace, data, isAnalyzed: true, receivedAt }),
    );
    take(admission, heard);
    return { ...nothing, analyzed: changed(analyzed, heard.map(joined)) };
  }

  #analysed(admission: Admission, known: KnownCall): CallChange {
    if (known.analyzed !== undefined) return nothing;
    const { ended, waiters } = known;
    const { catalog, newId } = this.#settings;
    const { workspace, receivedAt, event } = admission;
    if (waiters.some(({ document }) => isOfNewerFormat(document))) {
      Object.assign(admission, unread(catalog.actionsOf(workspace, event.data.agentId)));
      return nothing;
    }
    if (ended?.data === undefined) {
      take(admission, this.#awaiting(admission));
      return nothing;
    }
    const data = completeCall(ended.data, event.data) as CallEventData;
    // Judged anew: how the call ended, and all else that its end said, is known.
    Object.assign(admission, judgeActions(catalog, { workspace, receivedAt, event: { ...event, data } }, newId));
    const heard = waiters.map((waiter) => this.#open(waiter, { workspace, data, isAnalyzed: true, receivedAt }));
    take(admission, heard.map(joined), openingsOf(heard));
    take(admission, lateFor(ended));
    if (heard.length === 0) return nothing;
    return { begins: [], closes: idsOf(waiters), ended: changed(ended, heard) };
  }

  /** Actions that will want this analysis when the call has ended. */
  #awaiting({ workspace, event }: Admission): Heard[] {
    const actions = this.#settings.catalog.actionsOf(workspace, event.data.agentId);
    return actions.flatMap(({ actionId, name: actionName, live, isEnabled }) => {
      if (live?.isUsable !== true || !isEnabled || live.plan.start.waitMs === undefined) return [];
      const reason = { code: 'WAITING_FOR_END', message: 'waits for call.ended' };
      return [{ told: { actionId, actionName, version: live.number, runId: null, reason } }];
    });
  }

  #open(waiter: Omit<KnownWaiter, 'isDue'> | WaitingAction, call: JoinedCall): Heard {
    const { actionId, actionName, version } = waiter;
    const { catalog, plans, newId } = this.#settings;
    const { workspace, isAnalyzed } = call;
    const reading = plans.planOf({ workspace, actionId, version }, waiter.document);
    if (!reading.ok) {
      const reason = { code: 'PLAN_INVALID', message: `version ${version} cannot be run: ${reading.message}` };
      return { told: { actionId, actionName, version, runId: null, reason } };
    }
    const constants = catalog.constantsOf(workspace);
    const what = { actionId, actionName, version, document: waiter.document as FlowDocument, plan: reading.plan };
    const heard = judgeRun({ ...what, ...call, eventType: 'joined', constants }, newId);
    return heard.opening === undefined ? heard : { ...heard, told: { ...heard.told, isAnalyzed } };
  }
}

interface JoinedCall {
  workspace: string;
  data: CallEventData;
  isAnalyzed: boolean;
  receivedAt: Date;
}

function idsOf(waiters: readonly KnownWaiter[]): string[] {
  return waiters.map(({ actionId }) => actionId);
}

function openingsOf(heard: readonly Heard[]): RunOpening[] {
  return heard.flatMap(({ opening }) => (opening === undefined ? [] : [opening]));
}

/** What the analysis itself is told of a run that it completed; the run is the end's. */
function joined({ told }: Heard): Heard {
  if (told.runId === null) return { told };
  const reason = { code: 'JOINED', message: 'completed what is known of the call: the run is that of its end' };
  return { told: { ...told, runId: null, reason } };
}

/** Runs that began without this analysis, because it came after their deadline. */
function lateFor(ended: KnownEvent): Heard[] {
  const reason = { code: 'ANALYSIS_LATE', message: 'the run began at its deadline, without this analysis' };
  return ended.actions
    .filter(({ runId, isAnalyzed }) => runId !== null && isAnalyzed === false)
    .map((told) => ({ told: { ...told, runId: null, reason } }));
}

/** Replaces what is told of these actions, unless one of them has a run of its own by this event. */
function retold(actions: readonly CallHistoryAction[], heard: readonly Heard[]): CallHistoryAction[] {
  const news = new Map(heard.map(({ told }) => [told.actionId, told]));
  const kept = actions.map((told) => {
    const other = told.runId === null ? news.get(told.actionId) : undefined;
    news.delete(told.actionId);
    return other ?? told;
  });
  return [...kept, ...news.values()];
}

function take(admission: Admission, heard: readonly Heard[], openings = openingsOf(heard)): void {
  if (heard.length === 0) return;
  const actions = retold(admission.actions, heard);
  admission.openings = [...admission.openings, ...openings];
  Object.assign(admission, { actions, ...dispositionOf(actions) });
}

function changed({ actions }: KnownEvent, heard: readonly Heard[]): ChangedEvent {
  const all = retold(actions, heard);
  return { actions: all, ...dispositionOf(all) };
}
