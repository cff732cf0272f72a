import { sampledRequest, type ApiRequestNode } from '@aftercall/flow-model';
import { aRequest, drawFlow } from '../testing/draw-flow.ts';
import { marksOf } from './node-marks.ts';

const answer = { status: 200, headers: {}, body: {} };
const nodeWith = (config: object): ApiRequestNode => {
  const [, node] = drawFlow([aRequest('ticket', config)], 'start -> ticket').nodes;
  if (node?.kind !== 'apiRequest') throw new Error('no request');
  return node;
};
const node = nodeWith({ authProfile: 'desk' });
const nothing = { sample: { sent: {}, pinned: [] }, mtlsProfiles: new Set<string>(), isLive: false };
const pinOf = (request: ReturnType<typeof sampledRequest>) => ({
  nodeKey: 'ticket',
  answer,
  request,
  by: 'Ada',
  at: new Date(0),
});

describe('the marks of a node', () => {
  it('say that a request was never tried, unless it runs in production as it is', () => {
    expect(marksOf(node, nothing)).toEqual(['untested']);
    expect(marksOf(node, { ...nothing, isLive: true })).toEqual([]);
  });

  it('show a client certificate first', () => {
    expect(marksOf(node, { ...nothing, mtlsProfiles: new Set(['desk']) })).toEqual(['mtls', 'untested']);
  });

  it('call a request tested while it is what was sent', () => {
    const sent = { ticket: { answer, request: sampledRequest(node) } };
    const sample = { sent, pinned: [] };
    expect(marksOf(node, { ...nothing, sample })).toEqual(['tested']);
    expect(marksOf(nodeWith({ authProfile: 'desk', timeoutMs: 1000 }), { ...nothing, sample })).toEqual(['tested']);
    expect(marksOf(nodeWith({}), { ...nothing, sample })).toEqual(['untested']);
  });

  it('tell a pinned answer from one that is older than its request', () => {
    const fresh = { sent: {}, pinned: [pinOf(sampledRequest(node))] };
    const stale = { sent: {}, pinned: [pinOf(null)] };
    expect(marksOf(node, { ...nothing, sample: fresh })).toEqual(['tested', 'pinned']);
    expect(marksOf(node, { ...nothing, sample: stale })).toEqual(['untested', 'stale']);
  });

  it('are none on other kinds', () => {
    const [start] = drawFlow([]).nodes;
    expect(start && marksOf(start, nothing)).toEqual([]);
  });
});
