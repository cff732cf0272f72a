import { EXAMPLE_CALLS } from './sample-call.ts';
import { findCallDataProblem } from './check-call-data.ts';

const least = { callId: 'c-1', agentId: 'a', outcome: 'completed' };

describe('typed call data', () => {
  it.each(EXAMPLE_CALLS.map((call) => [call.label, call] as const))(
    'takes the example %s',
    (_label, { type, data }) => {
      expect(findCallDataProblem(type, data)).toBeUndefined();
    },
  );

  it.each([
    [[], 'The call must be an object, not a list.'],
    [{ callId: 'c-1', outcome: 'completed' }, 'agentId is missing.'],
    [{ callId: 'c-1', agentId: 'a' }, 'outcome is missing.'],
    [{ ...least, callId: '' }, 'callId must not be empty.'],
    [{ ...least, durationMs: '65' }, 'durationMs must be a number, not a text.'],
    [{ ...least, durationMs: -1 }, 'durationMs must be at least 0.'],
    [{ ...least, startedAt: 'yesterday' }, 'startedAt must be an instant like 2026-11-20T09:00:00Z.'],
    [{ ...least, transcript: [{ role: 'agent' }] }, 'transcript[0].text is missing.'],
    [{ ...least, variables: [] }, 'variables must be an object, not a list.'],
  ])('says of %j what is wrong', (data, problem) => {
    expect(findCallDataProblem('call.ended', data)).toBe(problem);
  });

  it('takes null for what is not known, and fields that nobody knows', () => {
    expect(findCallDataProblem('call.ended', { ...least, summary: null, later: { any: [1] } })).toBeUndefined();
  });

  it('asks no outcome of an analysis', () => {
    expect(findCallDataProblem('call.analyzed', { callId: 'c-1', agentId: 'a', summary: 'x' })).toBeUndefined();
  });
});
