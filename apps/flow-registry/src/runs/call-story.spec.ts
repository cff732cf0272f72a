import type { CallHistoryAction, CallHistoryRow } from '@aftercall/wire-format';
import { callActions, callStory } from './call-story.ts';

const event = (changes: Partial<CallHistoryRow>): CallHistoryRow => ({
  workspace: 'acme',
  call_id: 'c-1',
  event_type: 'call.ended',
  event_id: 'e',
  agent_id: 'a',
  outcome: 'completed',
  door: 'HTTP',
  received_at: new Date(0),
  occurred_at: new Date(0),
  disposition: 'MATCHED',
  reason_code: null,
  reason_message: null,
  actions: [],
  duplicates: 0,
  topic: null,
  partition: null,
  offset: null,
  payload_day: null,
  payload_id: null,
  ...changes,
});
const told = (actionId: string, runId: string | null, code?: string): CallHistoryAction => ({
  actionId,
  actionName: actionId,
  version: 1,
  runId,
  reason: code === undefined ? null : { code, message: code },
});

describe('the story of a call', () => {
  it('is nothing when no event came', () => {
    expect(callStory([])).toBeUndefined();
  });

  it('takes the outcome from the event that ended the call, whenever that came', () => {
    const analyzed = event({ event_type: 'call.analyzed', outcome: null });
    expect(callStory([analyzed, event({ outcome: 'failed' })])).toMatchObject({
      id: 'c-1',
      agentId: 'a',
      outcome: 'failed',
    });
    expect(callStory([analyzed])).toMatchObject({ outcome: null });
  });

  it('tells each action once: its run before any reason, a judgement before "does not listen"', () => {
    const events = [
      event({
        event_type: 'call.started',
        actions: [
          told('ran', null, 'EVENT_NOT_HEARD'),
          told('judged', null, 'EVENT_NOT_HEARD'),
          told('deaf', null, 'EVENT_NOT_HEARD'),
        ],
      }),
      event({
        actions: [told('ran', 'r-1'), told('judged', null, 'CONDITION_FALSE'), told('deaf', null, 'EVENT_NOT_HEARD')],
      }),
      event({
        event_type: 'call.analyzed',
        actions: [told('ran', null, 'OUTCOME_NOT_CHOSEN'), told('judged', null, 'EVENT_NOT_HEARD')],
      }),
    ];
    expect(callActions(events).map((one) => [one.actionId, one.runId ?? one.reason?.code])).toEqual([
      ['ran', 'r-1'],
      ['judged', 'CONDITION_FALSE'],
      ['deaf', 'EVENT_NOT_HEARD'],
    ]);
  });
});
