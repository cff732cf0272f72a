import type { Clock } from '@aftercall/service-runtime';
import { fault } from '../../faults.ts';
import { WHILE_ASLEEP, type AwaitPoints, type Harm } from './await-points.ts';
import type { History } from './history.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What all processes of a simulation share. */
export interface Surroundings {
  time: VirtualTime;
  /** Of latencies, and of what happens to what was on its way when somebody died. */
  random: SeededRandom;
  points: AwaitPoints;
  history: History;
  /** How long a process that is stopped stays so: longer than its lease. */
  stopMs: number;
  /** One way, to whatever is called. */
  latencyMs: (random: SeededRandom) => number;
}

/** Something that a process asks of the outside. */
export interface Call<Answer> {
  /** Port and method. */
  what: string;
  /** The same with what matters of its arguments, for the history. */
  said: () => string;
  harms: readonly Harm[];
  /** What happens there, at one moment. */
  effect: () => Answer | Promise<Answer>;
  /** The answer, for the history. */
  tell: (answer: Answer) => string;
  /** False for a question that found nothing. */
  isWorthTelling: (answer: Answer) => boolean;
  /** The way there, when it is not as long as usual: what was sent arrives before anybody could have given it up. */
  travelMs?: number;
  /** The answer takes this much longer. */
  answerAfterMs?: (answer: Answer) => number;
  /** What it hears when the other side is away. */
  whenAway: () => Ending<Answer>;
}

/** What comes back of a call. */
export type Ending<Answer> = { ok: true; answer: Answer } | { ok: false; error: Error };

/**
 * A process as its machine sees it. All that it does to the outside goes through {@link SimulatedProcess.call}, all that it hears
 * comes back through the same gate: dead, it neither does nor hears anything any more; stopped, what it was about to do and what
 * it was about to hear waits until it goes on, while what it has sent before takes effect.
 */
export class SimulatedProcess {
  readonly name: string;
  readonly clock: Clock;
  readonly #around: Surroundings;
  #state: 'running' | 'stopped' | 'dead' = 'running';
  #undone: (() => void)[] = [];
  #unheard: (() => void)[] = [];
  #stops = 0;

  constructor(name: string, around: Surroundings, skewMs: number) {
    this.name = name;
    this.#around = around;
    const { time } = around;
    this.clock = {
      now: () => new Date(time.now().getTime() + skewMs),
      monotonicMs: () => time.nowMs,
      sleep: (durationMs, signal) => this.#sleep(durationMs, signal),
    };
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  /** How often it was stopped: whoever compares knows whether it was in between. */
  get stops(): number {
    return this.#stops;
  }

  die(): void {
    if (this.isDead) return;
    this.#around.history.note(this.name, () => '✝ dies');
    this.#state = 'dead';
    this.#undone = [];
    this.#unheard = [];
  }

  stop(): void {
    if (!this.isRunning) return;
    const { history, stopMs, time } = this.#around;
    history.note(this.name, () => `⏸ is stopped for ${stopMs / 1000} s`);
    this.#state = 'stopped';
    this.#stops += 1;
    time.after(stopMs, () => {
      this.#goOn();
    });
  }

  /** Asks something of the outside. Never settles once the process is dead. */
  call<Answer>(call: Call<Answer>): Promise<Answer> {
    if (this.isDead) return never();
    const { points, history } = this.#around;
    const harm = points.reach(this.name, call.what, call.harms);
    if (harm !== undefined) history.note(this.name, () => `✂ ${harm} ${call.said()}`);
    if (harm === 'dies-before') this.die();
    if (harm === 'stops-before') this.stop();
    return new Promise((resolve, reject) => {
      const hear = (ending: Ending<Answer>): void => {
        if (ending.ok) resolve(ending.answer);
        else reject(ending.error);
      };
      this.#doWhenRunning(() => {
        const travelMs = call.travelMs ?? this.#latencyMs();
        this.#around.time.after(travelMs, () => void this.#reach(call, harm, hear));
      });
    });
  }

  /** Lets it hear something: now, or when it goes on, or never. */
  whenRunning(hear: () => void): void {
    if (this.#state === 'running') hear();
    else if (this.#state === 'stopped') this.#unheard.push(hear);
  }

  /** What it was about to do when it was stopped it does first of all when it goes on: it was in the middle of it. */
  #doWhenRunning(act: () => void): void {
    if (this.#state === 'running') act();
    else if (this.#state === 'stopped') this.#undone.push(act);
  }

  async #reach<Answer>(
    call: Call<Answer>,
    harm: Harm | undefined,
    hear: (ending: Ending<Answer>) => void,
  ): Promise<void> {
    const { time, random } = this.#around;
    // What was on its way when its sender died arrives or does not.
    if (this.isDead && random.chance(0.5)) return;
    const ending = await this.#endingOf(call, harm);
    if (harm === 'dies-after') this.die();
    if (harm === 'stops-after') this.stop();
    const workMs = ending.ok ? (call.answerAfterMs?.(ending.answer) ?? 0) : 0;
    time.after(this.#latencyMs() + workMs, () => {
      this.whenRunning(() => {
        hear(ending);
      });
    });
  }

  async #endingOf<Answer>(call: Call<Answer>, harm: Harm | undefined): Promise<Ending<Answer>> {
    const { history } = this.#around;
    if (harm === 'fails') return call.whenAway();
    try {
      const answer = await call.effect();
      if (call.isWorthTelling(answer)) history.note(this.name, () => `${call.said()} → ${call.tell(answer)}`);
      return harm === 'answer-lost' ? call.whenAway() : { ok: true, answer };
    } catch (error) {
      history.note(this.name, () => `${call.said()} ⚡ ${String(error)}`);
      return { ok: false, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  #goOn(): void {
    if (this.#state !== 'stopped') return;
    const { history, time, random } = this.#around;
    history.note(this.name, () => '▶ goes on');
    this.#state = 'running';
    for (const act of this.#undone.splice(0)) act();
    for (const hear of this.#unheard.splice(0))
      time.after(random.between(0, 2), () => {
        this.whenRunning(hear);
      });
  }

  async #sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (durationMs <= 0) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = this.#around.time.after(durationMs, () => {
        this.#wake(() => {
          signal?.removeEventListener('abort', abort);
          resolve();
        });
      });
      const abort = (): void => {
        cancel();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #wake(wake: () => void): void {
    if (this.isDead) return;
    const harm = this.isRunning ? this.#around.points.reach(this.name, 'clock.sleep', WHILE_ASLEEP) : undefined;
    if (harm !== undefined) this.#around.history.note(this.name, () => `✂ ${harm} a sleep is over`);
    if (harm === 'dies-before') this.die();
    if (harm === 'stops-before') this.stop();
    this.whenRunning(wake);
  }

  #latencyMs(): number {
    return this.#around.latencyMs(this.#around.random);
  }
}

/** PostgreSQL is away. */
export function databaseAway(): Ending<never> {
  return { ok: false, error: fault('POSTGRES_UNAVAILABLE') };
}

function never<Answer>(): Promise<Answer> {
  return new Promise(() => undefined);
}
