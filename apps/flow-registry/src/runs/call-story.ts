import type { CallHistoryAction, CallHistoryRow } from '@aftercall/wire-format';

/** What is known of a call, from its events in order of arrival. */
export interface CallStory {
  id: string;
  agentId: string;
  outcome: string | null;
  events: readonly CallHistoryRow[];
}

export function callStory(events: readonly CallHistoryRow[]): CallStory | undefined {
  const first = events[0];
  if (first === undefined) return undefined;
  const ended = events.find((event) => event.event_type.startsWith('call.ended')) ?? first;
  return { id: first.call_id, agentId: ended.agent_id, outcome: ended.outcome, events };
}

/**
 * One entry per action, though each event of the call speaks of each action: its run if any event opened one, else the
 * most telling reason. That an action does not listen to some event tells little when another event was judged.
 */
export function callActions(events: readonly CallHistoryRow[]): CallHistoryAction[] {
  const byAction = Map.groupBy(
    events.flatMap((event) => event.actions),
    (action) => action.actionId,
  );
  return [...byAction.values()].flatMap((entries) => {
    const ran = entries.find((entry) => entry.runId !== null);
    const judged = entries.find((entry) => entry.reason?.code !== 'EVENT_NOT_HEARD');
    const told = ran ?? judged ?? entries[0];
    return told === undefined ? [] : [told];
  });
}
