import { makeRunId, type RunCommand } from '@aftercall/wire-format';
import { FixedAuthProfiles, aCredential } from '../../delivery/testing/fixed-auth-profiles.ts';
import { SimulatedBroker } from '../../intake/testing/simulated-broker.ts';
import { MemoryIntakeLedger } from '../../intake/testing/memory-intake-ledger.ts';
import { MemoryRecordLedger } from '../../intake/testing/memory-record-ledger.ts';
import type { RunLedger } from '../../runs/run-ledger.ts';
import { MemoryCommandLedger } from '../../runs/testing/memory-command-ledger.ts';
import { MemoryLeaseTable } from '../../runs/testing/memory-lease-table.ts';
import { MemoryRunLedger } from '../../runs/testing/memory-run-ledger.ts';
import type { StepRunner } from '../../steps/step.ts';
import type { RecordReader } from '../../intake/record-source.ts';
import { AwaitPoints, type Fate } from './await-points.ts';
import { History } from './history.ts';
import { NODES } from './reference-flow.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Surroundings } from './simulated-process.ts';
import { SimulatedTarget, type Reaction } from './simulated-target.ts';
import { VirtualTime } from './virtual-time.ts';
import { Watch } from './watch.ts';

/** A part of the executor as it would be without one of its rules. Tests put them in to see that the simulation notices. */
export interface Mutant {
  runLedger?: (ledger: MemoryRunLedger) => RunLedger;
  steps?: (steps: StepRunner) => StepRunner;
  reader?: (reader: RecordReader) => RecordReader;
}

/** What a play is made of, besides its seed. */
export interface WorldSettings {
  seed: number;
  fate: Fate;
  reactionsOf: (callId: string, node: string) => readonly Reaction[];
  latencyMs: (random: SeededRandom) => number;
  /** Whether calls come by Kafka too. */
  hasKafka: boolean;
  mutant?: Mutant;
  isHistoryWritten?: boolean;
}

/** Longer than a lease, and than what it takes others to go on with a run. */
const STOP_MS = 5000;

/** Shorter than a stop: whoever was stopped comes back to a group that has given it up. */
const SESSION_MS = 2000;

/** Everything outside of the executors: one database, one target, one vault, one time. */
export class SimulatedWorld implements Surroundings {
  readonly stopMs = STOP_MS;
  readonly random: SeededRandom;
  readonly time: VirtualTime;
  readonly history: History;
  readonly points: AwaitPoints;
  readonly latencyMs: (random: SeededRandom) => number;
  readonly mutant: Mutant;
  readonly leases: MemoryLeaseTable;
  readonly runLedger: MemoryRunLedger;
  readonly commands: MemoryCommandLedger;
  readonly events: MemoryIntakeLedger;
  readonly records: MemoryRecordLedger;
  readonly broker: SimulatedBroker | undefined;
  readonly vault = new FixedAuthProfiles();
  readonly target: SimulatedTarget;
  readonly watch: Watch;
  #ids = 0;

  constructor(settings: WorldSettings) {
    const { seed, fate, reactionsOf, latencyMs, hasKafka, mutant = {}, isHistoryWritten = false } = settings;
    this.random = new SeededRandom(seed);
    this.latencyMs = latencyMs;
    this.mutant = mutant;
    this.time = new VirtualTime(this.random.fork());
    this.history = new History(this.time, isHistoryWritten);
    this.points = new AwaitPoints(fate);
    const databaseClock = { ...never, now: () => this.time.now(), monotonicMs: () => this.time.nowMs };
    this.leases = new MemoryLeaseTable(databaseClock);
    this.runLedger = new MemoryRunLedger({ clock: databaseClock, isLive: this.leases.isLive });
    this.commands = new MemoryCommandLedger(this.runLedger);
    this.events = new MemoryIntakeLedger((opening, owner) => {
      this.runLedger.open(opening, owner);
    });
    this.records = new MemoryRecordLedger(this.events);
    this.broker = hasKafka ? this.#makeBroker() : undefined;
    this.watch = new Watch(this);
    this.vault.set('desk', aCredential({ origins: ['https://ticket.example'], expiresAt: '2027-01-01T00:00:00Z' }));
    this.target = new SimulatedTarget({
      random: this.random,
      reactionsOf: (runId, node) => reactionsOf(this.callOf(runId), node),
      onReceipt: (receipt) => {
        this.watch.onReceipt(receipt);
      },
    });
  }

  /** Ids tell their number, so that a history can be read. */
  readonly newId = (): string => {
    this.#ids += 1;
    const number = this.#ids;
    return makeRunId(this.time.now(), () => Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, number >> 8, number & 255]));
  };

  #makeBroker(): SimulatedBroker {
    return new SimulatedBroker({
      ...{ topic: 'calls', partitions: 2, sessionTimeoutMs: SESSION_MS },
      batchSize: () => this.random.whole(1, 3),
      nowMs: () => this.time.nowMs,
    });
  }

  callOf(runId: string): string {
    return this.runLedger.runs.get(runId)?.stored.identity.callId ?? '';
  }

  /** What a person who looks at the target orders for a run that waits for them. */
  decisionFor(runId: string): RunCommand | undefined {
    const inReview = NODES.find((node) => this.watch.isInReview(runId, node));
    if (inReview === undefined) return undefined;
    const common = { command: 'resolveInDoubt', commandId: this.newId(), runId, by: 'Ann', nodeKey: inReview } as const;
    if (this.target.carriedOut(runId, inReview) === 0) return { ...common, resolution: 'repeat' };
    return { ...common, resolution: 'done', answer: { status: 200, headers: [], body: {} } };
  }
}

/** The database sleeps for nobody. */
const never = { sleep: () => new Promise<void>(() => undefined) };
