import type { Metrics } from '@aftercall/service-runtime';
import type { IntakeTally } from './intake/intake-tally.ts';

/** Counts what came in, for `/metrics`. */
export function intakeMetrics(metrics: Metrics): IntakeTally {
  const events = metrics.counter({
    name: 'aftercall_call_events_total',
    help: 'call events that were kept: new, a duplicate of one before, or refused by the ledger',
    labels: ['door', 'status'],
  });
  const deadLetters = metrics.counter({
    name: 'aftercall_dead_letters_total',
    help: 'records that could not be taken in, by the code of the reason',
    labels: ['topic', 'code'],
  });
  const madeAnew = metrics.counter({
    name: 'aftercall_topics_made_anew_total',
    help: 'how often a partition was found to belong to a topic that was made anew',
    labels: ['topic'],
  });
  return {
    kept: (door, outcomes) => {
      for (const status of outcomes) events.add({ door, status });
    },
    deadLetters: (topic, codes) => {
      for (const code of codes) deadLetters.add({ topic, code });
    },
    madeAnew: (topic) => {
      madeAnew.add({ topic });
    },
  };
}
