import { systemClock } from '@aftercall/service-runtime';
import { parseEgressAllow } from '../egress-allow.ts';
import type { SafeRequest } from '../request.ts';
import { eventually, ok, startRawTarget } from './testing/raw-target.ts';
import type { RawTarget } from './testing/raw-target.ts';
import { Exchange } from './exchange.ts';
import { Lanes } from './lanes.ts';

describe('Lanes', () => {
  let target: RawTarget;
  let lanes: Lanes;
  beforeEach(async () => {
    target = await startRawTarget((socket) => socket.write(ok('')));
    lanes = new Lanes(parseEgressAllow('127.0.0.0/8'), 3);
  });
  afterEach(async () => {
    await lanes.destroy();
    await target.close();
  });

  function dispatch(laneKey: string): Exchange {
    const origin = new URL(target.origin);
    const request: SafeRequest = {
      method: 'GET',
      url: target.origin,
      headers: [],
      timeoutMs: 1000,
      maxResponseBytes: 10,
      laneKey,
      maxConnections: 1,
    };
    const exchange = new Exchange(request, origin, systemClock);
    lanes.dispatch(laneKey, origin, { exchange, options: { method: 'GET', path: '/' }, maxConnections: 1 });
    return exchange;
  }

  it('close the longest unused past their number, with its connections', async () => {
    for (const laneKey of ['a', 'b', 'c', 'a', 'd']) await dispatch(laneKey).outcome;
    expect(lanes.count()).toBe(3);
    await eventually('one connection is closed', () => target.open() === 3);
    expect(target.connections()).toBe(4);
    await dispatch('a').outcome;
    expect(target.connections()).toBe(4);
    await dispatch('b').outcome;
    expect(target.connections()).toBe(5);
  });

  it('close none that is in use', async () => {
    const underway = ['a', 'b', 'c', 'd', 'e'].map(dispatch);
    expect(lanes.count()).toBe(5);
    for (const exchange of underway) expect(await exchange.outcome).toMatchObject({ kind: 'answered' });
    await dispatch('f').outcome;
    expect(lanes.count()).toBe(3);
  });

  it('forget a connection that the target closed while it was idle', async () => {
    target.answer((socket) => socket.end(ok('')));
    await dispatch('a').outcome;
    await eventually('the connection is closed', () => target.open() === 0);
    expect(await dispatch('a').outcome).toMatchObject({ kind: 'answered' });
    expect(target.connections()).toBe(2);
  });
});
