import { hostname } from 'node:os';
import { createSafeClient, parseEgressAllow } from '@aftercall/safe-http';
import {
  createMetrics,
  Health,
  ServiceTokenSigner,
  startOpsEndpoint,
  systemClock,
  type Logger,
  type Metrics,
  type OpsEndpoint,
  type Part,
  type ServicePlan,
} from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import type { FastifyInstance } from 'fastify';
import { composeTrials } from './compose-trials.ts';
import { FlowCatalog } from './catalog/flow-catalog.ts';
import { FollowPublishedFlows } from './catalog/follow-published-flows.ts';
import { PublishedFlowFeed } from './catalog/http/published-flow-feed.ts';
import { PostgresCatalogSnapshot } from './catalog/postgres/postgres-catalog-snapshot.ts';
import { balancePart } from './compose-balance.ts';
import { composeIntake } from './compose-intake.ts';
import { composeRuns, runParts } from './compose-runs.ts';
import type { ExecutorConfig } from './config.ts';
import { CachedAuthProfiles } from './delivery/cached-auth-profiles.ts';
import { Deliver } from './delivery/deliver.ts';
import { SafeHttpTarget } from './delivery/http/safe-http-target.ts';
import { VaultAuthProfileSource } from './delivery/http/vault-auth-profile-source.ts';
import { LaneSet } from './lanes/lane-set.ts';
import { usualLimits } from './lanes/lane.ts';
import { OpossumCircuit } from './lanes/opossum/opossum-circuit.ts';
import { executorServer } from './plumbing/http/executor-server.ts';
import { LedgerDatabase } from './plumbing/postgres/connection.ts';
import { DayPartitions } from './plumbing/postgres/day-partitions.ts';
import { Retention } from './plumbing/postgres/retention.ts';
import { runCommandRoutes } from './runs/http/run-command-routes.ts';
import { PostgresLeaseTable } from './runs/postgres/postgres-lease-table.ts';
import { postgresRunNotices } from './runs/postgres/postgres-run-notices.ts';
import { RenewedLease } from './runs/renewed-lease.ts';
import type { RunMemory } from './runs/run-memory.ts';
import type { RunDriver } from './runs/run-driver.ts';
import { TellRunChanges } from './runs/tell-run-changes.ts';
import { pooledRandom } from './pooled-random.ts';

/** Shown to targets; the version is the package's. */
const USER_AGENT = 'aftercall/0.1.0';
/** Besides the drain itself: for the door, for loops that wait for PostgreSQL, for the last writes and closing connections. */
const CLOSING_MS = 25_000;
/** The journal of a busy day is millions of rows. */
const RETENTION_PATIENCE_MS = 1_800_000;

const clock = systemClock;
const newId = (): string => makeRunId(clock.now(), pooledRandom);

/** Everything that the executor is made of, made once: the wiring diagram as code. Parts start in order and stop in reverse. */
export function compose(config: ExecutorConfig, log: Logger): ServicePlan {
  const health = new Health();
  const metrics = createMetrics({ service: 'executor' });
  const database = connectTo(config, config.DATABASE_CONNECTIONS, log);
  const signer = new ServiceTokenSigner({ privateKey: config.SERVICE_PRIVATE_KEY.reveal() });
  const workerId = newId();
  const catalog = new FlowCatalog();
  const { delivery, trialParts, closeDelivery } = composeDelivery(config, signer, () => {
    driver.wake();
  });
  const { lease, leaseDatabase } = composeLease(config, workerId, log);
  const { changes, changesPart } = composeChanges(config, log);
  const { driver, commands, ledger, plans, memory } = composeRuns({
    ...{ config, database, lease, changes, delivery, metrics, log },
  });
  const intake = composeIntake({
    ...{ config, catalog, database, runs: driver, runLedger: ledger, plans },
    ...{ metrics, health, clock, log, newId },
  });
  const server = executorServer({
    log,
    newId,
    tokens: config.SERVICE_TRUSTED_KEYS,
    publicRoutes: [intake.routes],
    internalRoutes: [runCommandRoutes(commands), composeTrials({ catalog, database, delivery: trialParts, newId })],
  });
  const days = new DayPartitions({ database, clock, log });
  addReadyChecks(health, { database, catalog, lease });
  addGauges(metrics, { driver, catalog, memory });
  metrics.gauge({
    name: 'aftercall_ledger_days_ahead_count',
    help: 'days from now on that have their tables in the ledger: 7 is usual, at 0 nothing can be kept',
    read: () => days.daysAhead(),
  });
  return {
    log,
    stopTimeoutMs: config.DRAIN_MS + CLOSING_MS,
    parts: [
      opsPart(config, health, metrics),
      { name: 'ledger', start: () => Promise.resolve(), stop: () => closeAll(database, leaseDatabase) },
      ...tendingParts(config, days, log),
      balancePart(database, metrics, log),
      { name: 'delivery', start: () => Promise.resolve(), stop: closeDelivery },
      { name: 'lease', start: () => lease.start(), stop: () => lease.stop() },
      catalogPart({ config, catalog, database, signer, workerId, log }),
      changesPart,
      ...runParts({ driver, commands }),
      ...intake.parts,
      doorPart(config, server, log),
      readinessPart(health),
    ],
  };
}

function connectTo(config: ExecutorConfig, maxConnections: number, log: Logger, patienceMs?: number): LedgerDatabase {
  return new LedgerDatabase({
    ...(patienceMs === undefined ? {} : { patienceMs }),
    databaseUrl: config.DATABASE_URL.reveal(),
    maxConnections,
    onIdleError: (error) => {
      log.warn({ error }, 'an idle connection to the ledger was lost');
    },
  });
}

/** Renewals stand behind no other query: a lease lost for want of a connection would drop every run. */
function composeLease(config: ExecutorConfig, workerId: string, log: Logger) {
  const leaseDatabase = connectTo(config, 1, log);
  const table = new PostgresLeaseTable(leaseDatabase, hostname());
  const lease = new RenewedLease({ table, workerId, leaseMs: config.LEASE_MS, clock, log, random: Math.random });
  return { lease, leaseDatabase };
}

/** On a connection of its own: what watchers are told must hold up no run. */
function composeChanges(config: ExecutorConfig, log: Logger): { changes: TellRunChanges; changesPart: Part } {
  const database = connectTo(config, 1, log);
  const changes = new TellRunChanges(postgresRunNotices(database), clock);
  const stop = async (): Promise<void> => {
    await changes.stop();
    await database.close();
  };
  return { changes, changesPart: { name: 'run changes', start: () => Promise.resolve(), stop } };
}

async function closeAll(...databases: LedgerDatabase[]): Promise<void> {
  await Promise.all(databases.map((database) => database.close()));
}

function composeDelivery(config: ExecutorConfig, signer: ServiceTokenSigner, onRoom: () => void) {
  const client = createSafeClient({ allow: parseEgressAllow(config.EGRESS_ALLOW) });
  const vault = new VaultAuthProfileSource({
    vaultUrl: config.VAULT_URL,
    signToken: (purpose) => signer.sign(purpose),
  });
  const lanes = new LaneSet({
    limits: usualLimits(config.MAX_PER_LANE),
    makeCircuit: () => new OpossumCircuit(clock),
    clock,
    onRoom,
  });
  const trialParts = {
    authProfiles: new CachedAuthProfiles(vault, clock),
    target: new SafeHttpTarget({
      client,
      maxResponseBytes: config.MAX_RESPONSE_BYTES,
      maxConnections: config.MAX_PER_LANE,
    }),
    clock,
    userAgent: USER_AGENT,
  };
  const delivery = new Deliver({ ...trialParts, lanes });
  const closeDelivery = async (): Promise<void> => {
    lanes.shutdown();
    await Promise.all([client.close(), vault.close()]);
  };
  return { delivery, trialParts, closeDelivery };
}

function addReadyChecks(
  health: Health,
  { database, catalog, lease }: { database: LedgerDatabase; catalog: FlowCatalog; lease: RenewedLease },
): void {
  health.addReadyCheck('ledger', async () => {
    await database.query('select from ledger.worker limit 1', []);
    return undefined;
  });
  health.addReadyCheck('published flows', () =>
    Promise.resolve(catalog.isReady() ? undefined : 'nothing was read from the registry yet'),
  );
  health.addReadyCheck('lease', () => Promise.resolve(lease.maySend() ? undefined : 'the lease has run out'));
}

function addGauges(
  metrics: Metrics,
  { driver, catalog, memory }: { driver: RunDriver; catalog: FlowCatalog; memory: RunMemory },
): void {
  metrics.gauge({
    name: 'aftercall_runs_in_memory_bytes',
    help: 'calls and answers that the runs in memory hold, about',
    read: () => memory.bytes,
  });
  metrics.gauge({
    name: 'aftercall_runs_in_memory_count',
    help: 'runs that this executor drives now',
    read: () => driver.runCount(),
  });
  metrics.gauge({
    name: 'aftercall_published_revision_count',
    help: "the newest revision of the registry's feed that was applied",
    read: () => catalog.currentRevision(),
  });
}

function opsPart(config: ExecutorConfig, health: Health, metrics: Metrics): Part {
  let ops: OpsEndpoint | undefined;
  return {
    name: 'ops endpoint',
    start: async () => {
      ops = await startOpsEndpoint({ port: config.OPS_PORT, host: config.OPS_HOST, health, metrics });
    },
    stop: async () => ops?.close(),
  };
}

/** What keeps the ledger in order: tables for the days to come, and the end of what is past its time. */
function tendingParts(config: ExecutorConfig, days: DayPartitions, log: Logger): Part[] {
  const database = connectTo(config, 1, log, RETENTION_PATIENCE_MS);
  const { RETENTION_BODY_DAYS: bodyDays, RETENTION_FACT_DAYS: factDays } = config;
  const retention = new Retention({ database, bodyDays, factDays, clock, log });
  return [
    { name: 'day tables', start: () => days.start(), stop: () => days.stop() },
    {
      name: 'retention',
      start: () => {
        retention.start();
        return Promise.resolve();
      },
      stop: async () => {
        // A day that is being written anew is rolled back and done again: nobody waits for it.
        const stopping = retention.stop();
        await database.close();
        await stopping;
      },
    },
  ];
}

function catalogPart(made: {
  config: ExecutorConfig;
  catalog: FlowCatalog;
  database: LedgerDatabase;
  signer: ServiceTokenSigner;
  workerId: string;
  log: Logger;
}): Part {
  const { config, catalog, database, signer, workerId, log } = made;
  const feed = new PublishedFlowFeed({ registryUrl: config.REGISTRY_URL, executorId: workerId, signer });
  const snapshot = new PostgresCatalogSnapshot(database);
  const following = new FollowPublishedFlows({ catalog, feed, snapshot, clock, log });
  return {
    name: 'published flows',
    start: () => following.start(),
    stop: async () => {
      await following.stop();
      await feed.close();
    },
  };
}

function doorPart(config: ExecutorConfig, server: FastifyInstance, log: Logger): Part {
  return {
    name: 'HTTP door',
    start: async () => {
      const address = await server.listen({ host: config.HOST, port: config.PORT });
      log.info({ address: `${address}/v1/call-events` }, 'listening for call events');
    },
    stop: () => server.close(),
  };
}

/** Last to start and first to stop: who asks whether we are ready hears it before anything else changes. */
function readinessPart(health: Health): Part {
  return {
    name: 'readiness',
    start: () => {
      health.setStarted();
      return Promise.resolve();
    },
    stop: () => {
      health.setDraining();
      return Promise.resolve();
    },
  };
}
