import type { CallEvent } from '@aftercall/wire-format';
import type { AwaitPoint, Fate } from './await-points.ts';
import { startExecutor, type SimulatedExecutor } from './compose-simulated-executor.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Reaction } from './simulated-target.ts';
import { SimulatedWorld, type Mutant } from './simulated-world.ts';
import type { Counts } from './watch.ts';

/** A play: what happens of itself. What goes wrong on top of it is its fate. */
export interface Story {
  name: string;
  seed: number;
  /** Calls by HTTP, with the time at which each ends. */
  calls: readonly { callId: string; atMs: number }[];
  /** Records on a topic of two partitions; a call may come again, and `garbage` is no event. Left out: no Kafka at all. */
  records?: readonly { callId: string; atMs: number; partition: number }[];
  reactionsOf: (callId: string, node: string) => readonly Reaction[];
  latencyMs: (random: SeededRandom) => number;
  /** When the first executor is told to stop. */
  drainsAtMs?: number;
  /** How far the clock of the second executor's machine is wrong. */
  skewMs?: number;
}

/** How a play went. */
export interface Played {
  wrongs: readonly string[];
  counts: Counts;
  points: readonly AwaitPoint[];
  /** Empty unless it was asked for. */
  history: string;
  /** How long it took of virtual time. */
  ms: number;
}

/** Everything comes to its end within this, whatever happened. */
const LIMIT_MS = 90_000;
/** Whoever was stopped and goes on may still do what it was about to. */
const AFTERMATH_MS = 100;
const RESTART_MS = 700;
const PATIENCE_MS = 1500;
/** A person looks this long after a run began to wait for one. */
const PERSON_EVERY_MS = 500;

/** How a story is played. */
export interface Staging {
  fate: Fate;
  mutant?: Mutant;
  isHistoryWritten?: boolean;
}

/** Plays a story on the executor's own code, and looks all the while whether something is that must not be. */
export function play(story: Story, staging: Staging): Promise<Played> {
  return new Stage(story, staging).play();
}

class Stage {
  readonly #story: Story;
  readonly #world: SimulatedWorld;
  readonly #executors: SimulatedExecutor[] = [];
  readonly #acknowledged = new Set<string>();
  #started = 0;

  constructor(story: Story, staging: Staging) {
    this.#story = story;
    this.#world = new SimulatedWorld({ ...story, ...staging, hasKafka: story.records !== undefined });
  }

  async play(): Promise<Played> {
    const { time, watch, points, history } = this.#world;
    this.#begin();
    for (let overAtMs = Infinity; time.nowMs < Math.min(LIMIT_MS, overAtMs + AFTERMATH_MS);) {
      if (!(await time.step())) break;
      watch.look();
      this.#restartDead();
      overAtMs = this.#isOver() ? Math.min(overAtMs, time.nowMs) : Infinity;
    }
    if (!this.#isOver()) watch.wrong('something has not come to its end');
    watch.lookAtTheEnd();
    this.#lookAtCalls();
    return {
      wrongs: watch.wrongs,
      counts: watch.counts,
      points: points.reached,
      history: history.toString(),
      ms: time.nowMs,
    };
  }

  #begin(): void {
    const { time, broker } = this.#world;
    const { calls, records = [], drainsAtMs } = this.#story;
    this.#start();
    this.#start();
    for (const { callId, atMs } of calls) time.after(atMs, () => this.#send(callId, 0));
    for (const { callId, atMs, partition } of records) {
      time.after(atMs, () => {
        broker?.publish(partition, recordOf(callId, time.now()));
      });
    }
    if (drainsAtMs !== undefined) time.after(drainsAtMs, () => void this.#executors[0]?.drain());
    time.after(PERSON_EVERY_MS, () => {
      this.#decide();
    });
  }

  #start(): void {
    const name = String.fromCodePoint(65 + this.#started);
    this.#started += 1;
    this.#executors.push(startExecutor(this.#world, name, this.#started === 2 ? (this.#story.skewMs ?? 0) : 0));
  }

  #restartDead(): void {
    for (const executor of this.#executors.filter(({ process }) => process.isDead)) {
      this.#executors.splice(this.#executors.indexOf(executor), 1);
      this.#world.time.after(RESTART_MS, () => {
        this.#start();
      });
    }
  }

  /** A call system sends until it is answered. */
  #send(callId: string, attempt: number): void {
    if (this.#acknowledged.has(callId)) return;
    const { time, history } = this.#world;
    const executor = this.#executors[attempt % Math.max(1, this.#executors.length)];
    const event = eventOf(callId, time.now());
    executor?.process.whenRunning(() => {
      executor.accept(event).then(
        () => {
          if (executor.process.isDead) return;
          history.note('caller', () => `${callId} is acknowledged`);
          this.#acknowledged.add(callId);
        },
        () => undefined,
      );
    });
    time.after(PATIENCE_MS, () => {
      this.#send(callId, attempt + 1);
    });
  }

  /** A person looks at the target and decides what nobody else can. */
  #decide(): void {
    const { runLedger, time, history } = this.#world;
    const executor = this.#executors.find(({ process }) => process.isRunning);
    for (const [runId, { state }] of runLedger.runs) {
      if (state !== 'review' || executor === undefined) continue;
      const decision = this.#world.decisionFor(runId);
      if (decision === undefined) continue;
      history.note('Ann', () => `decides: ${'resolution' in decision ? decision.resolution : ''}`);
      executor.commands.give('acme', decision).catch(() => undefined);
    }
    time.after(PERSON_EVERY_MS, () => {
      this.#decide();
    });
  }

  #isOver(): boolean {
    const { runLedger } = this.#world;
    const areStopped = this.#executors.some(({ process }) => !process.isRunning);
    const areCallsIn = this.#story.calls.every(({ callId }) => this.#acknowledged.has(callId));
    return (
      areCallsIn &&
      this.#areRecordsRead() &&
      !areStopped &&
      [...runLedger.runs.values()].every(({ state }) => state === 'over')
    );
  }

  #areRecordsRead(): boolean {
    const { broker, records } = this.#world;
    const published = broker?.logs.reduce((count, log) => count + log.length, 0) ?? 0;
    if (published < (this.#story.records?.length ?? 0)) return false;
    const next = (partition: number): bigint => records.nextOffset({ topic: 'calls', partition }) ?? 0n;
    return broker?.logs.every((log, partition) => next(partition) === BigInt(log.length)) ?? true;
  }

  #lookAtCalls(): void {
    const { events, runLedger, watch } = this.#world;
    const read = (this.#story.records ?? []).map(({ callId }) => callId).filter((callId) => callId !== 'garbage');
    for (const callId of new Set([...this.#acknowledged, ...read])) {
      if (Number.isNaN(events.duplicatesOf(callId))) watch.wrong(`${callId} was acknowledged and is lost`);
      const runs = [...runLedger.runs.values()].filter(({ stored }) => stored.identity.callId === callId);
      if (runs.length !== 1) watch.wrong(`${callId} has ${runs.length} runs`);
    }
  }
}

function eventOf(callId: string, now: Date): CallEvent {
  return {
    id: `evt-${callId}`,
    source: 'urn:simulation',
    type: 'call.ended',
    workspace: undefined,
    occurredAt: now,
    data: { callId, agentId: 'agent-1', outcome: 'completed', disposition: 'escalated' },
  };
}

function recordOf(callId: string, now: Date): { key: Buffer; value: Buffer; headers: Record<string, string> } {
  const key = Buffer.from(callId);
  if (callId === 'garbage') return { key, value: Buffer.from('{not json'), headers: {} };
  const { id, source, data } = eventOf(callId, now);
  const attributes = { specversion: '1.0', type: 'call.ended.v1', workspace: 'acme', time: now.toISOString() };
  const value = Buffer.from(JSON.stringify({ ...attributes, id, source, data }));
  return { key, value, headers: { 'content-type': 'application/cloudevents+json' } };
}
