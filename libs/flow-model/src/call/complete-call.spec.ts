import { completeCall } from './complete-call.ts';

const ended = { callId: 'c-1', outcome: 'completed', summary: 'short', variables: { a: 1, b: 1 }, room: 'blue' };

describe('a call that its analysis completes', () => {
  it('has what the analysis found, and for the rest what the end said', () => {
    const analyzed = {
      callId: 'c-1',
      outcome: 'failed',
      summary: 'long',
      sentiment: 'negative',
      disposition: null,
      variables: { b: 2 },
      model: 'm-7',
    };
    expect(completeCall(ended, analyzed)).toEqual({
      ...{ callId: 'c-1', outcome: 'completed', room: 'blue', model: 'm-7' },
      ...{ summary: 'long', sentiment: 'negative', disposition: null },
      variables: { a: 1, b: 2 },
    });
  });

  it('loses nothing to an analysis that says little', () => {
    expect(completeCall(ended, { callId: 'c-1', summary: null })).toEqual(ended);
  });
});
