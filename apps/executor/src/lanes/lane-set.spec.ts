import { HandClock } from '@aftercall/dev-harness';
import { laneKey } from './lane-key.ts';
import { LaneSet } from './lane-set.ts';
import { HandCircuit } from './testing/hand-circuit.ts';

const { signal } = new AbortController();
const desk = { workspace: 'acme', origin: 'https://desk.example', authProfile: 'desk' };

describe('LaneSet', () => {
  let circuits: HandCircuit[];
  let lanes: LaneSet;
  beforeEach(() => {
    circuits = [];
    const makeCircuit = (): HandCircuit => {
      const circuit = new HandCircuit();
      circuits.push(circuit);
      return circuit;
    };
    const limits = { maxRunning: 1, maxQueued: 0, maxQueueMs: 1000 };
    lanes = new LaneSet({ limits, makeCircuit, clock: new HandClock(), maxTargets: 2 });
  });

  it('keeps a lane per workspace, origin and auth profile', () => {
    expect(lanes.lane({ ...desk })).toBe(lanes.lane(desk));
    for (const other of [{ workspace: 'b' }, { origin: 'https://crm.example' }, { authProfile: undefined }]) {
      expect(lanes.lane({ ...desk, ...other })).not.toBe(lanes.lane(desk));
      expect(laneKey({ ...desk, ...other })).not.toBe(laneKey(desk));
    }
  });

  it('has one circuit per target: all auth profiles share it, workspaces do not', () => {
    lanes.lane(desk);
    lanes.lane({ ...desk, authProfile: 'other' });
    expect(circuits).toHaveLength(1);
    lanes.lane({ ...desk, workspace: 'b' });
    expect(circuits).toHaveLength(2);
  });

  it('names the lanes that take no more, because they are full or their target is broken', async () => {
    const end = Promise.withResolvers<undefined>();
    const running = lanes.lane(desk).run({ signal, isRetry: false }, async () => {
      await end.promise;
      return { result: null, health: 'good' };
    });
    lanes.lane({ ...desk, authProfile: 'other' });
    expect(lanes.fullLanes()).toEqual([laneKey(desk)]);
    circuits[0]?.open(1000);
    expect(lanes.fullLanes()).toEqual([laneKey(desk), laneKey({ ...desk, authProfile: 'other' })]);
    circuits[0]?.close();
    end.resolve(undefined);
    await running;
    expect(lanes.fullLanes()).toEqual([]);
  });

  it('lets the longest unused idle target go, never one at work', async () => {
    const end = Promise.withResolvers<undefined>();
    const running = lanes.lane(desk).run({ signal, isRetry: false }, async () => {
      await end.promise;
      return { result: null, health: 'good' };
    });
    lanes.lane({ ...desk, origin: 'https://second.example' });
    lanes.lane({ ...desk, origin: 'https://third.example' });
    expect(circuits.map(({ isShutdown }) => isShutdown)).toEqual([false, true, false]);
    end.resolve(undefined);
    await running;
    lanes.lane({ ...desk, origin: 'https://fourth.example' });
    expect(circuits.map(({ isShutdown }) => isShutdown)).toEqual([true, true, false, false]);
    lanes.shutdown();
    expect(circuits.every(({ isShutdown }) => isShutdown)).toBe(true);
  });
});
