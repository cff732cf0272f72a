import { until } from '@aftercall/dev-harness';
import pg from 'pg';
import { takeBalance, type BalanceReading } from '../stage/balance.ts';
import { PatientProducer } from '../stage/patient-producer.ts';
import type { Stage } from '../stage/stage.ts';
import { CallDoors, TOPIC } from './call-doors.ts';
import { Fleet, type FleetCounts, type ProcessLife } from './fleet.ts';
import { judgeStorm, type StormEvidence, type StormJudgement } from './judge-storm.ts';
import { readLedger } from './ledger-record.ts';
import { measureNeighbours, type Neighbours } from './neighbours.ts';
import { People } from './people.ts';
import { eventOf, plannedCall } from './planned-calls.ts';
import { sealAuthProfile } from './seal-auth-profile.ts';
import { sleep, Storm, type DoneFault } from './storm.ts';
import { planStorm } from './storm-plan.ts';
import { requestRules, type Origins } from './flows.ts';
import type { UnrulyTarget } from './unruly-target.ts';

export interface ChaosOptions {
  seed: number;
  /** Of the storm itself; the measuring before it and the quiet after it come on top. */
  stormMs: number;
  measureMs: number;
  callsPerSecond: number;
  signal: AbortSignal;
  say: (line: string) => void;
}

export interface Targets {
  unruly: UnrulyTarget;
  neighbour: UnrulyTarget;
  stuck: UnrulyTarget;
}

export interface ChaosReport extends StormJudgement {
  evidence: StormEvidence;
  faults: DoneFault[];
  fleet: FleetCounts;
  lives: readonly ProcessLife[];
  /** Undefined where nothing was measured. */
  neighbours: Neighbours | undefined;
  balance: BalanceReading;
  seconds: number;
}

const EXECUTORS = 3;
export const LEASE_MS = 3000;
/** The lease, then until the next look for runs that nobody drives (2 s), and a little. */
const PAST_LEASE_MS = LEASE_MS + 2500;
/** A run is not begun while so many are open: the quiet afterwards is to end soon. */
const MAX_OPEN = 500;
const LOOK_EVERY_MS = 500;
const SETTLE_MS = 150_000;
const TICK_MS = 50;

/** Calls come, everything around the executors fails by a seed, and in the end all is compared with all. */
export class ExecutorChaos {
  readonly #stage: Stage;
  readonly #targets: Targets;
  readonly #options: ChaosOptions;
  readonly #ledger: pg.Pool;
  readonly #fleet: Fleet;
  readonly #producer: PatientProducer | undefined;
  readonly #doors: CallDoors;
  readonly #people: People;
  readonly #later = new Set<NodeJS.Timeout>();
  readonly #cancelling = new Set<Promise<void>>();
  #openRuns = 0;

  constructor(stage: Stage, targets: Targets, options: ChaosOptions) {
    this.#stage = stage;
    this.#targets = targets;
    this.#options = options;
    this.#ledger = new pg.Pool({ connectionString: stage.adminUrl, max: 3, connectionTimeoutMillis: 3000 });
    // PostgreSQL is killed while connections are idle.
    this.#ledger.on('error', () => undefined);
    this.#fleet = new Fleet(() =>
      stage.startExecutor([TOPIC], { LEASE_MS: String(LEASE_MS), KAFKA_SESSION_TIMEOUT_MS: '2000' }),
    );
    this.#producer = stage.kafkaObstacle === undefined ? new PatientProducer(stage.kafka.brokers) : undefined;
    const urls = (): readonly string[] => this.#fleet.urls();
    this.#doors = new CallDoors({ producer: this.#producer, urls });
    this.#people = new People({ ledger: this.#ledger, signer: stage.registrySigner, urls });
  }

  async run(origins: Origins): Promise<ChaosReport> {
    const began = performance.now();
    const { say, signal, measureMs } = this.#options;
    await sealAuthProfile(this.#stage, origins.unruly);
    await this.#makeTopic();
    await this.#fleet.start(EXECUTORS);
    say(`${EXECUTORS} executors are ready`);
    const { neighbour, stuck } = this.#targets;
    const measured = { doors: this.#doors, neighbour, stuck, lengthMs: measureMs, signal };
    const neighbours = measureMs === 0 ? undefined : await measureNeighbours(measured);
    const faults = await this.#storm();
    await this.#settle();
    await this.#fleet.end();
    const evidence = await this.#gather(origins);
    const balance = await takeBalance(this.#stage);
    const seconds = (performance.now() - began) / 1000;
    const { lives } = this.#fleet;
    return {
      ...judgeStorm(evidence),
      evidence,
      faults,
      fleet: this.#fleet.counts(),
      lives,
      neighbours,
      balance,
      seconds,
    };
  }

  /** Lets go of everything but the stage. */
  async end(): Promise<void> {
    this.#doors.stop();
    for (const timer of this.#later) clearTimeout(timer);
    await Promise.all([this.#fleet.end(), this.#producer?.dropClients(), this.#ledger.end()]);
  }

  async #makeTopic(): Promise<void> {
    const admin = await this.#producer?.admin();
    await admin?.createTopics({ topics: [{ topic: TOPIC, numPartitions: 4 }], waitForLeaders: true });
  }

  async #storm(): Promise<DoneFault[]> {
    const { seed, stormMs, signal, say } = this.#options;
    const { unruly } = this.#targets;
    unruly.mood = 'unruly';
    const plan = planStorm({ seed, lengthMs: stormMs, pastLeaseMs: PAST_LEASE_MS });
    const storm = new Storm({ stage: this.#stage, fleet: this.#fleet, target: unruly, signal, say });
    await Promise.all([this.#makeCalls(), storm.run(plan)]);
    unruly.mood = 'calm';
    return storm.done;
  }

  async #makeCalls(): Promise<void> {
    const { seed, stormMs, callsPerSecond, signal } = this.#options;
    const endMs = performance.now() + stormMs;
    const counting = setInterval(() => void this.#countOpen(), LOOK_EVERY_MS);
    let credit = 0;
    for (let nth = 0; performance.now() < endMs && !signal.aborted;) {
      await sleep(TICK_MS, signal);
      credit = Math.min(callsPerSecond, credit + (callsPerSecond * TICK_MS) / 1000);
      while (credit >= 1 && this.#openRuns + this.#doors.waiting() < MAX_OPEN) {
        this.#makeCall(seed, nth);
        nth += 1;
        credit -= 1;
      }
    }
    clearInterval(counting);
  }

  #makeCall(seed: number, nth: number): void {
    const call = plannedCall(seed, nth, this.#producer !== undefined);
    const ended = eventOf(call, 'ended');
    this.#doors.send(ended, call.door);
    if (call.isRepeated) this.#inAWhile(1000 + (nth % 4000), () => this.#doors.send(ended, call.door));
    if (call.analysedAfterMs !== undefined) {
      this.#inAWhile(call.analysedAfterMs, () => this.#doors.send(eventOf(call, 'analyzed'), call.door));
    }
    if (call.cancelledAfterMs === undefined) return;
    this.#inAWhile(call.cancelledAfterMs, () => {
      const cancelling = this.#people.cancel(call.callId);
      this.#cancelling.add(cancelling);
      void cancelling.finally(() => this.#cancelling.delete(cancelling));
    });
  }

  #inAWhile(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      act();
    }, ms);
    this.#later.add(timer);
  }

  async #countOpen(): Promise<number | undefined> {
    const asked = this.#ledger.query<{ open: number; review: number }>(
      "select count(*) filter (where status <> 'IN_REVIEW')::int as open, count(*)::int as review from ledger.run where ended_at is null",
    );
    const row = await asked.then(
      ({ rows: [first] }) => first,
      () => undefined,
    );
    if (row !== undefined) this.#openRuns = row.open;
    return row?.review;
  }

  /** Everything comes to its end by itself, or by a person's decision. What does not is told by the comparison. */
  async #settle(): Promise<void> {
    const { say, signal } = this.#options;
    say('the storm is over: everything has to end, and people decide about what is in doubt');
    const isQuiet = async (): Promise<boolean> => {
      if (signal.aborted) return true;
      if (this.#later.size > 0 || this.#doors.waiting() > 0 || this.#cancelling.size > 0) return false;
      await this.#people.resolveAll();
      return (await this.#countOpen()) === 0 && (await this.#isHeard());
    };
    await until(isQuiet, { deadlineMs: SETTLE_MS, what: 'everything to end' }).catch((error: unknown) => {
      say(String(error));
    });
  }

  /** What came by Kafka is acknowledged before an executor has read it. */
  async #isHeard(): Promise<boolean> {
    const { rows } = await this.#ledger.query<{ events: number; waiting: number }>(
      `select count(*)::int as events, (select count(*)::int from ledger.call_record) as waiting from ledger.call_event`,
    );
    return (rows[0]?.events ?? 0) >= this.#doors.acknowledged.size && rows[0]?.waiting === 0;
  }

  async #gather(origins: Origins): Promise<StormEvidence> {
    const { unruly, neighbour, stuck } = this.#targets;
    return {
      acknowledged: [...this.#doors.acknowledged.values()],
      refused: this.#doors.refused,
      record: await readLedger(this.#ledger),
      received: [unruly, neighbour, stuck].flatMap(({ received }) => received).sort((a, b) => a.atMs - b.atMs),
      lives: this.#fleet.lives,
      orders: this.#people.orders,
      ruleOf: requestRules(origins),
    };
  }
}
