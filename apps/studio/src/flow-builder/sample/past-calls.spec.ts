import { sampleCallOf } from './past-calls.ts';

const event = (type: string, data: object | null) => ({ type: `${type}.v1`, receivedAt: '2026-11-20T09:00:00Z', data });
const ended = { callId: 'c-1', agentId: 'a', outcome: 'completed', summary: 'short', variables: { plan: 'basic' } };
const analyzed = { callId: 'c-1', agentId: 'a', summary: 'long', variables: { topic: 'billing' } };

describe('a past call as a sample', () => {
  it('is its end, completed by its analysis', () => {
    const events = [
      event('call.started', { callId: 'c-1' }),
      event('call.ended', ended),
      event('call.analyzed', analyzed),
    ];
    expect(sampleCallOf({ id: 'c-1', outcome: 'completed', events })).toEqual({
      label: 'c-1',
      type: 'call.ended',
      data: { ...ended, summary: 'long', variables: { plan: 'basic', topic: 'billing' } },
      source: { type: 'call', callId: 'c-1' },
    });
  });

  it('is its analysis where nothing else is kept', () => {
    const events = [event('call.ended', null), event('call.analyzed', analyzed)];
    expect(sampleCallOf({ id: 'c-1', outcome: null, events })).toMatchObject({ type: 'call.analyzed', data: analyzed });
  });

  it('is none when its data is gone, or never shown', () => {
    expect(sampleCallOf({ id: 'c-1', outcome: null, events: [event('call.ended', null)] })).toBeUndefined();
    expect(sampleCallOf({ id: 'c-1', outcome: null, events: null })).toBeUndefined();
  });
});
