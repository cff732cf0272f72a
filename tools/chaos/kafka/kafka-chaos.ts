import { until } from '@aftercall/dev-harness';
import pg from 'pg';
import { takeBalance, type BalanceReading } from '../stage/balance.ts';
import { seeded } from '../stage/seeded.ts';
import type { ServiceProcess } from '../stage/service-process.ts';
import type { Stage } from '../stage/stage.ts';
import { CallSystem } from './call-system.ts';
import { compareLife, countRuns, type LifeReport } from './compare.ts';

export interface ChaosOptions {
  seed: number;
  /** Calls to publish, repetitions not counted. */
  events: number;
  sessionTimeoutMs: number;
  say: (line: string) => void;
}

export interface ChaosReport {
  lives: LifeReport[];
  /** What was done to it, in order, with how many events waited to be recorded at that moment. */
  disturbances: { what: string; waiting: number }[];
  runs: { matched: number; runs: number; open: number; failed: number };
  /** Calls that the target was told of, and those it was told of by more than one key. */
  target: { calls: number; withSeveralKeys: number };
  balance: BalanceReading;
  seconds: number;
}

/** Share of all events that are sent and not recorded at most: so something is under way whenever something is killed. */
const AHEAD = 0.05;
const TOPICS = [
  { topic: 'chaos.calls', partitions: 3 },
  { topic: 'chaos.side', partitions: 2 },
] as const;
const SETTLE_MS = 180_000;
/** On a busy machine; it takes a minute on a quiet one. */
const LONGEST_MS = 600_000;
const LOOK_EVERY_MS = 100;

type Disturbance = 'kill' | 'join' | 'leave' | 'restart the broker' | 'make a topic anew';

/** Five kills; two more executors that join and leave; a broker that restarts; a topic that is made anew. */
const DISTURBANCES: readonly Disturbance[] = [
  'kill',
  'join',
  'kill',
  'leave',
  'restart the broker',
  'kill',
  'make a topic anew',
  'join',
  'kill',
  'leave',
  'kill',
];

/** Publishes events while all of that happens, and compares what became of each with what was sent. */
export async function kafkaChaos(stage: Stage, options: ChaosOptions): Promise<ChaosReport> {
  const chaos = new Chaos(stage, options);
  try {
    return await chaos.run();
  } finally {
    await chaos.end();
  }
}

class Chaos {
  readonly #stage: Stage;
  readonly #options: ChaosOptions;
  readonly #random: () => number;
  readonly #sender: CallSystem;
  readonly #ledger: pg.Client;
  readonly #done: ChaosReport['disturbances'] = [];
  #executors: ServiceProcess[] = [];
  /** How many events may be acknowledged by now. */
  #mayReach = 0;
  readonly #failed = Promise.withResolvers<never>();
  #isOver = false;

  constructor(stage: Stage, options: ChaosOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#random = seeded(options.seed);
    this.#sender = new CallSystem(stage.kafka.brokers, seeded(options.seed + 1));
    this.#ledger = new pg.Client({ connectionString: stage.adminUrl });
    this.#failed.promise.catch(() => undefined); // it may fail while nobody waits for it
  }

  async run(): Promise<ChaosReport> {
    await this.#ledger.connect();
    for (const { topic, partitions } of TOPICS) await this.#sender.makeTopic(topic, partitions);
    await (await this.#addExecutor()).untilReady();
    const began = performance.now();
    await this.#unlessItFails(() => Promise.all([this.#publish(), this.#disturb()]));
    await this.#unlessItFails(() => this.#settle());
    const lives = [];
    for (const life of this.#sender.lives) lives.push(await compareLife(this.#ledger, this.#sender, life));
    const { keysOf } = this.#stage.target;
    const withSeveralKeys = [...keysOf.values()].filter((keys) => keys.size > 1).length;
    return {
      lives,
      disturbances: this.#done,
      runs: await countRuns(this.#ledger),
      target: { calls: keysOf.size, withSeveralKeys },
      balance: await takeBalance(this.#stage),
      seconds: (performance.now() - began) / 1000,
    };
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#sender.close();
    await this.#ledger.end();
    await Promise.all(this.#executors.map((executor) => executor.kill()));
  }

  /** Ends early when an executor dies that nobody killed, and in any case. */
  async #unlessItFails(work: () => Promise<unknown>): Promise<void> {
    const tooLong = setTimeout(() => {
      this.#failed.reject(new Error(`this came to no end within ${LONGEST_MS / 60_000} minutes`));
    }, LONGEST_MS);
    await Promise.race([work(), this.#failed.promise]).finally(() => {
      clearTimeout(tooLong);
    });
  }

  async #publish(): Promise<void> {
    const { events } = this.#options;
    while (this.#sender.acknowledged < events && !this.#isOver) {
      const mayGoOn = this.#sender.acknowledged < this.#mayReach && (await this.#waiting()) < events * AHEAD;
      if (mayGoOn) await this.#sender.publishSome();
      else await pause();
    }
  }

  /**
   * Spread over the events, at moments that the seed decides. Some are published while each goes on, however long it takes,
   * and more right before the next one, so that it meets something under way.
   */
  async #disturb(): Promise<void> {
    const { events, say } = this.#options;
    const step = events / (DISTURBANCES.length + 1);
    for (const [index, disturbance] of DISTURBANCES.entries()) {
      const atEvent = step * (index + 0.7 + this.#random() * 0.3);
      this.#mayReach = atEvent + step * 0.3;
      while (this.#sender.acknowledged < atEvent) {
        if (this.#isOver) return;
        await pause(5);
      }
      const waiting = await this.#waiting();
      say(`${String(this.#sender.acknowledged).padStart(6)} sent, ${String(waiting).padStart(5)} wait: ${disturbance}`);
      this.#done.push({ what: disturbance, waiting });
      await this.#do(disturbance);
    }
    this.#mayReach = events;
  }

  async #do(disturbance: Disturbance): Promise<void> {
    switch (disturbance) {
      case 'kill': {
        const index = Math.floor(this.#random() * this.#executors.length);
        const [victim] = this.#executors.splice(index, 1);
        await victim?.kill();
        await this.#addExecutor();
        return;
      }
      case 'join':
        await (await this.#addExecutor()).untilReady();
        return;
      case 'leave':
        await this.#executors.shift()?.stop();
        return;
      case 'restart the broker':
        await this.#stage.kafka.restart();
        return;
      case 'make a topic anew':
        await this.#sender.makeTopic(TOPICS[1].topic, TOPICS[1].partitions);
        return;
      default:
        disturbance satisfies never;
    }
  }

  async #addExecutor(): Promise<ServiceProcess> {
    const topics = TOPICS.map(({ topic }) => topic);
    const settings = { KAFKA_SESSION_TIMEOUT_MS: String(this.#options.sessionTimeoutMs) };
    const executor = await this.#stage.startExecutor(topics, settings);
    this.#executors.push(executor);
    // One that nobody killed must live: all would be well in the end, and nobody would know.
    void executor.diedAlone.then(this.#failed.reject);
    return executor;
  }

  /** Acknowledged and not recorded, of the topics that live: what a deleted one took along is not waited for. */
  async #waiting(): Promise<number> {
    const living = this.#sender.lives.filter(({ isOver }) => !isOver);
    const sent = living.reduce((sum, { callIds, poison }) => sum + callIds.size + poison.size, 0);
    const prefixes = living.map(({ topic, generation }) => `${topic}-g${generation}-%`);
    const { rows } = await this.#ledger.query<{ recorded: number }>(
      `select (select count(*) from ledger.call_event where call_id like any ($1))::int
         + (select count(distinct record_key) from ledger.dead_letter where convert_from(record_key, 'UTF8') like any ($1))::int as recorded`,
      [prefixes],
    );
    return sent - (rows[0]?.recorded ?? 0);
  }

  /** Until everything is recorded and every run has ended. What never comes is told by the comparison. */
  async #settle(): Promise<void> {
    const isSettled = async (): Promise<boolean> => {
      const living = this.#sender.lives.filter(({ isOver }) => !isOver);
      for (const life of living) {
        const { missing } = await compareLife(this.#ledger, this.#sender, life);
        if (missing > 0) return false;
      }
      return (await countRuns(this.#ledger)).open === 0;
    };
    await until(isSettled, { deadlineMs: SETTLE_MS, what: 'everything to be recorded' }).catch((error: unknown) => {
      this.#options.say(String(error));
    });
  }
}

function pause(ms = LOOK_EVERY_MS): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
