import { systemClock, type Logger, type Metrics, type Part } from '@aftercall/service-runtime';
import { PostgresLedgerBooks } from './balance/postgres/postgres-ledger-books.ts';
import { WatchBalance } from './balance/watch-balance.ts';
import type { LedgerDatabase } from './plumbing/postgres/connection.ts';

/** Takes the balance now and then, for `/metrics` and the log. */
export function balancePart(database: LedgerDatabase, metrics: Metrics, log: Logger): Part {
  const watch = new WatchBalance({ books: new PostgresLedgerBooks(database), clock: systemClock, log });
  metrics.gauge({
    name: 'aftercall_ledger_offenders_count',
    help: 'what did not balance in the ledger of the last day, by rule (20 of each at most): more than 0 is a defect',
    labels: ['rule'],
    readAll: () => watch.offenders().map(({ rule, count }) => ({ labels: { rule }, value: count })),
  });
  metrics.gauge({
    name: 'aftercall_runs_open_count',
    help: 'runs of the last day that are open, of all executors, by what they are at: owned, due, review (of a person), released',
    labels: ['state'],
    readAll: () => watch.openRuns().map(({ state, count }) => ({ labels: { state }, value: count })),
  });
  return {
    name: 'balance',
    start: () => {
      watch.start();
      return Promise.resolve();
    },
    stop: () => watch.stop(),
  };
}
