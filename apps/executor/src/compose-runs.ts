import { systemClock, type Logger, type Metrics, type Part } from '@aftercall/service-runtime';
import type { ExecutorConfig } from './config.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { LedgerDatabase } from './plumbing/postgres/connection.ts';
import { CarryOutCommands } from './runs/commands/carry-out-commands.ts';
import { runMetrics } from './run-metrics.ts';
import { PlanCache } from './runs/plan-cache.ts';
import { PostgresCommandLedger } from './runs/postgres/postgres-command-ledger.ts';
import { PostgresRunLedger } from './runs/postgres/postgres-run-ledger.ts';
import type { RunChanges } from './runs/run-changes.ts';
import { RunMemory } from './runs/run-memory.ts';
import { RunDriver } from './runs/run-driver.ts';
import type { WorkerLease } from './runs/worker-lease.ts';
import { StepTable } from './steps/step-table.ts';

const TAKE_OVER_EVERY_MS = 2000;

interface RunsNeed {
  config: ExecutorConfig;
  database: LedgerDatabase;
  lease: WorkerLease;
  changes: RunChanges;
  delivery: Delivery;
  metrics: Metrics;
  log: Logger;
}

/** What drives runs: the driver and the orders that people give. */
export function composeRuns({ config, database, lease, changes, delivery, metrics, log }: RunsNeed) {
  const common = { clock: systemClock, log, random: Math.random };
  const ledger = new PostgresRunLedger(database);
  const plans = new PlanCache();
  const memory = new RunMemory({ runs: config.MAX_RUNS_IN_MEMORY, bytes: config.MAX_RUN_BYTES_IN_MEMORY });
  const driver = new RunDriver({
    ledger,
    lease,
    changes,
    plans,
    steps: new StepTable(delivery),
    fullLanes: () => delivery.fullLanes(),
    memory,
    tally: runMetrics(metrics),
    takeOverEveryMs: TAKE_OVER_EVERY_MS,
    drainMs: config.DRAIN_MS,
    ...common,
  });
  const commandLedger = new PostgresCommandLedger(database);
  const commands = new CarryOutCommands({ commands: commandLedger, ledger, runs: driver, plans, lease, ...common });
  return { driver, commands, ledger, plans, memory };
}

/** Starts in order, stops in reverse: commands first, then the runs are handed back. */
export function runParts({ driver, commands }: Pick<ReturnType<typeof composeRuns>, 'driver' | 'commands'>): Part[] {
  return [
    {
      name: 'runs',
      start: () => {
        driver.start();
        return Promise.resolve();
      },
      stop: () => driver.drain(),
    },
    {
      name: 'commands to runs',
      start: () => {
        commands.start();
        return Promise.resolve();
      },
      stop: () => commands.stop(),
    },
  ];
}
