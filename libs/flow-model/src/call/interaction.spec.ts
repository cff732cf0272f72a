import { interactionOf } from './interaction.ts';

const call = { callId: 'c-1', agentId: 'a-1' };

describe('what a flow sees of a call', () => {
  it('gives seconds, text and list of the turns', () => {
    const interaction = interactionOf(
      {
        ...call,
        outcome: 'completed',
        from: '+14155550142',
        to: '+14155550100',
        durationMs: 65_500,
        transcript: [
          { role: 'agent', text: 'Hello' },
          { role: 'caller', text: 'Hi' },
        ],
        sipHeaders: { 'X-Campaign': 'winter' },
      },
      { isAnalyzed: false },
    );
    expect(interaction).toMatchObject({
      CALL_ID: 'c-1',
      AGENT_ID: 'a-1',
      OUTCOME: 'completed',
      ANI: '+14155550142',
      DNIS: '+14155550100',
      DURATION: 65.5,
      TRANSCRIPT: 'agent: Hello\ncaller: Hi',
      TURNS: [{ role: 'agent' }, { role: 'caller' }],
      SIP: { 'X-Campaign': 'winter' },
      ANALYZED: false,
    });
  });

  it('has every name, null where the call brought nothing', () => {
    const interaction = interactionOf(call, { isAnalyzed: true });
    const names =
      'CALL_ID AGENT_ID OUTCOME END_REASON END_NODE DIRECTION ANI DNIS STARTED_AT ENDED_AT DURATION SUMMARY DISPOSITION TRANSCRIPT TURNS RECORDING_URL SENTIMENT ANALYSIS METADATA SIP ANALYZED';
    expect(Object.keys(interaction)).toEqual(names.split(' '));
    expect(interaction['SUMMARY']).toBeNull();
    expect(interaction['TRANSCRIPT']).toBeNull();
    expect(interaction['ANALYZED']).toBe(true);
  });

  it('makes the transcript when it is asked for, by one function for all calls', () => {
    const transcriptOf = (data: object) =>
      Object.getOwnPropertyDescriptor(interactionOf({ ...call, ...data }, { isAnalyzed: false }), 'TRANSCRIPT');
    const descriptor = transcriptOf({ transcript: [{ role: 'agent', text: 'Hello' }] });
    expect(descriptor).toMatchObject({ get: expect.any(Function) as unknown, enumerable: true });
    expect(transcriptOf({})).toStrictEqual(descriptor);
  });

  it('reckons the duration from start and end when none was sent', () => {
    const times = { startedAt: '2026-11-20T09:00:00Z', endedAt: '2026-11-20T09:01:05Z' };
    expect(interactionOf({ ...call, ...times }, { isAnalyzed: false })['DURATION']).toBe(65);
  });
});
