import { leakGuard, ScriptedTarget, until } from '@aftercall/dev-harness';
import { createSafeClient, parseEgressAllow } from '@aftercall/safe-http';
import type { SafeHttpClient } from '@aftercall/safe-http';
import { systemClock } from '@aftercall/service-runtime';
import { LaneSet } from '../lanes/lane-set.ts';
import { OpossumCircuit } from '../lanes/opossum/opossum-circuit.ts';
import { Deliver } from './deliver.ts';
import type { AttemptOutcome } from './delivery.ts';
import { SafeHttpTarget } from './http/safe-http-target.ts';
import { aScope, anApiRequest } from './testing/an-api-request.ts';
import { FixedAuthProfiles } from './testing/fixed-auth-profiles.ts';

const perLane = 4;

describe('one target that hangs', () => {
  let hanging: ScriptedTarget;
  let healthy: ScriptedTarget;
  let client: SafeHttpClient;
  let lanes: LaneSet;
  let deliver: Deliver;
  beforeEach(async () => {
    hanging = await ScriptedTarget.start();
    healthy = await ScriptedTarget.start();
    const allowed = [hanging, healthy].map(({ origin }) => origin.replace('http://', ''));
    client = createSafeClient({ allow: parseEgressAllow(allowed.join(',')) });
    const circuit = { volumeThreshold: 4, errorThresholdPercentage: 50, windowMs: 30_000, resetTimeoutMs: 60_000 };
    const limits = { maxRunning: perLane, maxQueued: 2 * perLane, maxQueueMs: 10_000 };
    const makeCircuit = (): OpossumCircuit => new OpossumCircuit(systemClock, circuit);
    lanes = new LaneSet({ limits, makeCircuit, clock: systemClock });
    const target = new SafeHttpTarget({ client, maxResponseBytes: 1000, maxConnections: perLane });
    const authProfiles = new FixedAuthProfiles();
    deliver = new Deliver({ authProfiles, lanes, target, clock: systemClock, userAgent: 'aftercall/test' });
  });
  afterEach(async () => {
    lanes.shutdown();
    await client.close();
    await hanging.close();
    await healthy.close();
  });

  function send(
    target: ScriptedTarget,
    timeoutMs: number,
    signal = new AbortController().signal,
  ): Promise<AttemptOutcome> {
    return deliver.attempt({
      workspace: 'acme',
      runId: 'r-1',
      step: anApiRequest({ url: `${target.origin}/tickets`, timeoutMs }),
      scope: aScope(),
      idempotencyKey: 'k-1',
      isLookup: false,
      isRetry: false,
      beforeSend: () => Promise.resolve(true),
      signal,
    });
  }

  it('delays nothing but its own steps', async () => {
    hanging.script('/tickets', { kind: 'hang' });
    const stop = new AbortController();
    const stuck = Array.from({ length: 100 }, () => send(hanging, 60_000, stop.signal));
    await until(() => hanging.received.length === perLane, { what: 'its lane to be full' });

    const ended = await Promise.all(Array.from({ length: 150 }, () => send(healthy, 2_000)));
    const sent = ended.filter(({ kind }) => kind === 'answered');
    const turnedAway = ended.filter(({ kind }) => kind === 'not-sent');
    // At once they are more than a lane takes; none waits for the other target, and what was let in was answered.
    expect(sent.length).toBeGreaterThanOrEqual(3 * perLane);
    expect(sent.length + turnedAway.length).toBe(150);
    for (let round = 0; round < 20; round += 1) expect(await send(healthy, 2_000)).toMatchObject({ kind: 'answered' });

    expect(hanging.received).toHaveLength(perLane);
    expect(deliver.fullLanes()).toEqual([`acme ${hanging.origin}`]);
    stop.abort();
    const kinds = (await Promise.all(stuck)).map((outcome) => ('cause' in outcome ? outcome.cause.code : outcome.kind));
    expect(kinds.filter((kind) => kind === 'LANE_FULL')).toHaveLength(100 - 3 * perLane);
    expect(kinds.filter((kind) => kind === 'INTERRUPTED')).toHaveLength(3 * perLane);
  });

  it('is left alone once it has shown that it hangs', async () => {
    hanging.script('/tickets', { kind: 'hang' });
    const hung = await Promise.all(Array.from({ length: perLane }, () => send(hanging, 50)));
    expect(hung.map(({ kind }) => kind)).toEqual(Array(perLane).fill('in-doubt'));
    expect(await send(hanging, 50)).toMatchObject({
      kind: 'not-sent',
      isCounted: false,
      cause: { code: 'CIRCUIT_OPEN' },
    });
    expect(hanging.received).toHaveLength(perLane);
    expect(await send(healthy, 2_000)).toMatchObject({ kind: 'answered' });
  });
});

leakGuard();
