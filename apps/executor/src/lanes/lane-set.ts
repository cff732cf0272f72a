import type { Clock } from '@aftercall/service-runtime';
import type { Circuit } from './circuit.ts';
import { laneKey, targetKey, type LaneName } from './lane-key.ts';
import { Lane, type LaneLimits } from './lane.ts';

export interface LaneSetSettings {
  limits: LaneLimits;
  makeCircuit: () => Circuit;
  clock: Clock;
  /** Called when a lane that turned requests away has room again. */
  onRoom?: () => void;
  /** Targets kept; past this the longest unused idle one goes, and with it what its circuit knew. */
  maxTargets?: number;
}

interface Target {
  circuit: Circuit;
  lanes: Map<string, Lane>;
}

/** An idle target costs a few kilobytes and a timer of its circuit. */
const MAX_TARGETS = 1_000;

/** All lanes of this process, made when they are first needed. Lanes of one target share its circuit. */
export class LaneSet {
  readonly #settings: LaneSetSettings;
  /** In order of use, the longest unused first. */
  readonly #targets = new Map<string, Target>();
  /** The one that was used last. */
  #last: Target | undefined;

  constructor(settings: LaneSetSettings) {
    this.#settings = settings;
  }

  lane(name: LaneName): Lane {
    const { lanes, circuit } = this.#target(targetKey(name));
    const key = laneKey(name);
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = this.#makeLane(circuit);
    lanes.set(key, lane);
    return lane;
  }

  /** Keys of the lanes that turn requests away now. */
  fullLanes(): string[] {
    return [...this.#targets.values()].flatMap(({ lanes }) =>
      [...lanes].filter(([, lane]) => lane.isFull()).map(([key]) => key),
    );
  }

  /** Gives the circuits' timers free. */
  shutdown(): void {
    for (const { circuit } of this.#targets.values()) circuit.shutdown();
    this.#targets.clear();
    this.#last = undefined;
  }

  #makeLane(circuit: Circuit): Lane {
    const { limits, clock, onRoom } = this.#settings;
    return new Lane(limits, circuit, clock, onRoom);
  }

  #target(key: string): Target {
    const target = this.#targets.get(key) ?? { circuit: this.#settings.makeCircuit(), lanes: new Map<string, Lane>() };
    if (target === this.#last) return target;
    this.#last = target;
    this.#targets.delete(key);
    this.#targets.set(key, target);
    if (this.#targets.size > (this.#settings.maxTargets ?? MAX_TARGETS)) this.#dropIdle(key);
    return target;
  }

  #dropIdle(inUse: string): void {
    for (const [key, { circuit, lanes }] of this.#targets) {
      if (key === inUse || ![...lanes.values()].every((lane) => lane.isIdle())) continue;
      circuit.shutdown();
      this.#targets.delete(key);
      return;
    }
  }
}
