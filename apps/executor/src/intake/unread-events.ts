import type { CallEventType, EventDispositionName } from '@aftercall/wire-format';
import type { CatalogAction } from '../catalog/flow-catalog.ts';
import type { Admission } from './intake-ledger.ts';

/** An event that was kept without being judged, by an executor that is older than a flow of the event's agent. */
export interface UnreadEvent extends Pick<Admission, 'door' | 'occurredAt' | 'provenance'> {
  workspace: string;
  callId: string;
  agentId: string;
  type: CallEventType;
  eventId: string;
  source: string;
}

/** By `call_event_unread` the ledger finds them. */
const ofNewerRelease = {
  code: 'NEWER_RELEASE',
  message: 'a newer release wrote a flow of this agent: the call waits for an executor of that release',
};

/** What is kept of such an event: none of the agent's actions is asked, so that whoever can asks all of them, once. */
export function unread(
  actions: readonly CatalogAction[],
): Pick<Admission, 'disposition' | 'reason' | 'actions' | 'openings' | 'waiting'> {
  const told = actions.map(({ actionId, name: actionName, live }) => {
    return { actionId, actionName, version: live?.number ?? null, runId: null, reason: ofNewerRelease };
  });
  return { disposition: 'WAITING', reason: ofNewerRelease, actions: told, openings: [], waiting: [] };
}

export function isUnread(event: { disposition: EventDispositionName; reason: { code: string } | null }): boolean {
  return event.disposition === 'WAITING' && event.reason?.code === ofNewerRelease.code;
}
