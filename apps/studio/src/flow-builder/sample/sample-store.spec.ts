import { checkFlow, sampledRequest } from '@aftercall/flow-model';
import { aRequest, drawFlow } from '../testing/draw-flow.ts';
import { answersOf, checkedSamples, createSample, mockedAnswers, pinnedIn } from './sample-store.ts';

const flow = drawFlow([aRequest('ticket'), aRequest('note')], 'start -> ticket', 'ticket.success -> note');
const told = (isStale: boolean) => ({
  nodeKey: 'ticket',
  isStale,
  status: 201,
  headers: { 'X-Id': 7 },
  body: { id: 'T-1' },
  pinnedAt: '2026-11-20T09:00:00Z',
  pinnedBy: 'Ada',
});
const stale = (isStale: boolean): string[] => {
  const samples = checkedSamples(pinnedIn({ pinnedSamples: [told(isStale)], flow }));
  return checkFlow(flow, { samples }).flatMap(({ code }) => (code === 'W_STALE_SAMPLE' ? [code] : []));
};
const pinned = { status: 201, headers: { 'x-id': '7' }, body: { id: 'T-1' } };
const last = { status: 409, headers: {}, body: {} };

describe('samples of answers', () => {
  it('take what is pinned for an answer to the draft’s own request, unless the registry calls it stale', () => {
    expect(stale(false)).toEqual([]);
    expect(stale(true)).toEqual(['W_STALE_SAMPLE']);
  });

  it('show values with what was answered last, and mock with what is pinned', () => {
    const state = createSample({ pinnedSamples: [told(false)], flow }).getState();
    expect(answersOf(state)).toEqual({ ticket: pinned });
    const [, ticket] = flow.nodes;
    if (ticket?.kind !== 'apiRequest') throw new Error('no request');
    const sent = {
      ticket: { answer: last, request: sampledRequest(ticket) },
      note: { answer: last, request: undefined },
    };
    expect(answersOf({ ...state, sent })).toEqual({ ticket: last, note: last });
    expect(mockedAnswers({ ...state, sent })).toEqual({ ticket: pinned, note: last });
  });
});
