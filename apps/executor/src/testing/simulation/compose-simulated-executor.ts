import type { Logger } from '@aftercall/service-runtime';
import type { CallEvent } from '@aftercall/wire-format';
import { FlowCatalog } from '../../catalog/flow-catalog.ts';
import { publishedEntries } from '../../catalog/testing/published.ts';
import type { CredentialAnswer } from '../../delivery/auth-profile-source.ts';
import { CachedAuthProfiles } from '../../delivery/cached-auth-profiles.ts';
import { Deliver } from '../../delivery/deliver.ts';
import { admitCall } from '../../intake/admit-calls.ts';
import { AdmitRecords } from '../../intake/admit-records.ts';
import { IntakeBatcher } from '../../intake/intake-batcher.ts';
import { KafkaRecordSource } from '../../intake/kafka/kafka-record-source.ts';
import { simulatedKafka, type BrokerClient } from '../../intake/kafka/testing/simulated-kafka.ts';
import { LaneSet } from '../../lanes/lane-set.ts';
import { usualLimits } from '../../lanes/lane.ts';
import { ClockedCircuit } from '../../lanes/testing/clocked-circuit.ts';
import { CarryOutCommands } from '../../runs/commands/carry-out-commands.ts';
import { PlanCache } from '../../runs/plan-cache.ts';
import { RenewedLease } from '../../runs/renewed-lease.ts';
import { RunDriver } from '../../runs/run-driver.ts';
import { RunMemory } from '../../runs/run-memory.ts';
import { MemoryRunChanges } from '../../runs/testing/memory-run-changes.ts';
import { StepTable } from '../../steps/step-table.ts';
import { ALL_HARMS } from './await-points.ts';
import { portOf } from './port-of.ts';
import { referenceFlow } from './reference-flow.ts';
import { SimulatedProcess, type Ending } from './simulated-process.ts';
import type { SimulatedWorld } from './simulated-world.ts';

/** As short as the rest of a simulation is: retries within seconds, take-overs too. */
const LEASE_MS = 3000;
const TAKE_OVER_EVERY_MS = 500;
const DRAIN_MS = 2000;
const circuit = { volumeThreshold: 10, errorThresholdPercentage: 50, windowMs: 30_000, resetTimeoutMs: 1000 };

/** An executor whose process can die and be stopped. */
export interface SimulatedExecutor {
  process: SimulatedProcess;
  /** Its HTTP door, once it is open. Resolves after the commit. */
  accept: (event: CallEvent) => Promise<unknown>;
  commands: CarryOutCommands;
  /** Stops it in order, as a deployment does. */
  drain: () => Promise<void>;
}

/** Begins one. The code is the executor's own; what it reaches the outside by are doubles behind the process's gate. */
export function startExecutor(world: SimulatedWorld, name: string, skewMs: number): SimulatedExecutor {
  const process = new SimulatedProcess(name, world, skewMs);
  const { clock } = process;
  const log = logOf(world, name);
  const common = { clock, log, random: world.random.next };
  const table = portOf(process, 'leases', world.leases);
  const lease = new RenewedLease({ table, workerId: name, leaseMs: LEASE_MS, ...common });
  const { ledger, driver, lanes } = composeRuns(world, { process, lease, common });
  const commandLedger = portOf(process, 'commands', world.commands);
  const commands = new CarryOutCommands({ commands: commandLedger, ledger, runs: driver, plans, lease, ...common });
  const batcher = new IntakeBatcher(portOf(process, 'intake', world.events), driver, { kept: () => undefined });
  const source = composeKafkaDoor(world, { process, common, driver });
  const start = async (): Promise<void> => {
    await lease.start();
    driver.start();
    commands.start();
    source?.();
  };
  // As a real one: without its first lease it ends, and whoever watches over it starts another.
  start().catch(() => {
    process.die();
  });
  return {
    process,
    commands,
    accept: (event) => {
      const arrival = { workspace: 'acme', event, door: 'HTTP', receivedAt: clock.now(), provenance: null } as const;
      const judgement = admitCall(catalog, arrival, world.newId);
      if (!judgement.admitted) throw new Error(judgement.problem.message);
      return batcher.keep([judgement.admission]);
    },
    drain: async () => {
      world.history.note(name, () => 'is told to stop');
      await commands.stop();
      await driver.drain();
      await lease.stop();
      lanes.shutdown();
      process.die();
    },
  };
}

interface Parts {
  process: SimulatedProcess;
  lease: RenewedLease;
  common: { clock: SimulatedProcess['clock']; log: Logger; random: () => number };
}

function composeRuns(world: SimulatedWorld, { process, lease, common }: Parts) {
  const { clock } = common;
  const { mutant } = world;
  const ledger = portOf(process, 'ledger', mutant.runLedger?.(world.runLedger) ?? world.runLedger);
  const vault = portOf(process, 'vault', world.vault, vaultAway);
  const onRoom = (): void => {
    driver.wake();
  };
  const lanes = new LaneSet({
    limits: usualLimits(4),
    makeCircuit: () => new ClockedCircuit(clock, circuit),
    clock,
    onRoom,
  });
  const authProfiles = new CachedAuthProfiles(vault, clock);
  const target = world.target.wayFrom(process);
  const delivery = new Deliver({ authProfiles, lanes, target, clock, userAgent: 'simulation' });
  const steps = new StepTable(delivery, common.random);
  const { counts } = world.watch;
  const driver: RunDriver = new RunDriver({
    ...{ ledger, lease, plans, ...common },
    changes: new MemoryRunChanges(),
    steps: mutant.steps?.(steps) ?? steps,
    fullLanes: () => delivery.fullLanes(),
    memory: new RunMemory({ runs: 100, bytes: 1e9 }),
    takeOverEveryMs: TAKE_OVER_EVERY_MS,
    drainMs: DRAIN_MS,
    tally: {
      takenOver: (runs) => (counts.takenOver += runs),
      writeRefused: () => (counts.refusedWrites += 1),
      inDoubt: () => undefined,
    },
  });
  return { ledger, driver, lanes };
}

/** The door by Kafka, where a story has one. The result begins to read. */
function composeKafkaDoor(
  world: SimulatedWorld,
  { process, common, driver }: Omit<Parts, 'lease'> & { driver: RunDriver },
): (() => void) | undefined {
  const { broker, mutant } = world;
  if (broker === undefined) return undefined;
  const { clock, log } = common;
  const { topic, sessionTimeoutMs } = broker.settings;
  const kafka = simulatedKafka(broker, brokerClient(process, world));
  const source = new KafkaRecordSource({ kafka, topics: [topic], groupId: 'aftercall', sessionTimeoutMs, clock, log });
  const reader = new AdmitRecords({
    ...{ catalog, clock, log, newId: world.newId, runs: driver },
    topics: new Map([[topic, 'all']]),
    ledger: portOf(process, 'records', world.records),
    tally: { kept: () => undefined, deadLetters: () => undefined, madeAnew: () => undefined },
  });
  return () => {
    source.start(mutant.reader?.(reader) ?? reader);
  };
}

function brokerClient(process: SimulatedProcess, { time }: SimulatedWorld): BrokerClient {
  return {
    name: process.name,
    ask: (what, effect) =>
      process.call({
        ...{ what, said: () => what, harms: ALL_HARMS, effect },
        tell: () => 'done',
        isWorthTelling: () => what === 'kafka.commit' || what === 'kafka.join',
        whenAway: () => ({ ok: false, error: new Error('the broker closed the connection') }),
      }),
    nap: (ms) =>
      new Promise((resolve) => {
        time.after(ms, () => {
          process.whenRunning(resolve);
        });
      }),
  };
}

/** A version never changes: what was compiled once serves all simulations. */
const plans = new PlanCache();
const catalog = publishedCatalog();

function vaultAway(): Ending<CredentialAnswer> {
  const cause = { code: 'VAULT_UNAVAILABLE', message: 'away' };
  return { ok: true, answer: { kind: 'unavailable', cause, retryAfterMs: 1000 } };
}

function publishedCatalog(): FlowCatalog {
  const catalog = new FlowCatalog();
  const workspace = 'acme';
  const version = { number: 1, document: referenceFlow };
  const entries = publishedEntries(
    { kind: 'workspace', workspace, name: 'Acme' },
    { kind: 'agent', workspace, agentId: 'agent-1', name: 'One' },
    {
      ...{ kind: 'action', workspace, actionId: '018f0000-0000-4000-8000-000000000001', name: 'Reference' },
      ...{ isEnabled: true, agentIds: ['agent-1'], version },
    },
  );
  catalog.apply(entries.length, entries);
  return catalog;
}

/** What an executor says stands in the history; an error that it says is a wrong: nothing in a simulation should be one. */
function logOf(world: SimulatedWorld, name: string): Logger {
  const say = (facts: object, message: string): void => {
    const { error } = facts as { error?: unknown };
    world.history.note(name, () => `· ${message}${error instanceof Error ? `: ${error.message}` : ''}`);
  };
  const log: Logger = {
    debug: () => undefined,
    info: say,
    warn: say,
    error: (facts, message) => {
      say(facts, message);
      world.watch.wrong(`${name} says: ${message}`);
    },
    child: () => log,
  };
  return log;
}
