import { readStructuredEvent } from '@aftercall/wire-format';
import { aCallEvent } from './a-call-event.ts';

describe('aCallEvent', () => {
  it('makes an event that the doors accept, with ids of its own', () => {
    const [one, other] = [aCallEvent(), aCallEvent()];
    expect(readStructuredEvent(one)).toMatchObject({ ok: true, event: { type: 'call.ended' } });
    expect(one.id).not.toBe(other.id);
    expect(one.data.callId).not.toBe(other.data.callId);
  });

  it('takes what the test cares about and fills in the rest', () => {
    const event = aCallEvent({ workspace: 'acme', data: { outcome: 'failed' } });
    expect(event).toMatchObject({ workspace: 'acme', data: { outcome: 'failed', agentId: 'agent-billing' } });
  });
});
