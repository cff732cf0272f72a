import type { Metrics } from '@aftercall/service-runtime';
import type { RunTally } from './runs/run-tally.ts';

/** Counts what happens to runs, for `/metrics`. */
export function runMetrics(metrics: Metrics): RunTally {
  const takenOver = metrics.counter({
    name: 'aftercall_runs_taken_over_total',
    help: 'runs that this executor took over from others whose lease was over: they died, stood still or lost the ledger',
  });
  const refused = metrics.counter({
    name: 'aftercall_refused_writes_total',
    help: 'writes to a run that the ledger refused because another executor had taken it over',
  });
  const inDoubt = metrics.counter({
    name: 'aftercall_attempts_in_doubt_total',
    help: 'requests of which nobody knows whether they were carried out, by the code of the cause',
    labels: ['code'],
  });
  return {
    takenOver: (runs) => {
      takenOver.add({}, runs);
    },
    writeRefused: () => {
      refused.add();
    },
    inDoubt: (code) => {
      inDoubt.add({ code });
    },
  };
}
