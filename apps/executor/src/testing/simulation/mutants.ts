import type { RecordReader, SourceRecord } from '../../intake/record-source.ts';
import type { MemoryRunLedger } from '../../runs/testing/memory-run-ledger.ts';
import type { RunLedger } from '../../runs/run-ledger.ts';
import type { StepRunner } from '../../steps/step.ts';
import type { Mutant } from './simulated-world.ts';

/** The journal without its key: whatever is written is kept, whoever has written there before. */
function withoutFence(ledger: MemoryRunLedger): RunLedger {
  return {
    append: async (run, entry) => {
      if ((await ledger.append(run, entry)) === 'lost')
        ledger.run(run.runId).entries.push({ ...entry, owner: run.owner });
      return 'kept';
    },
    end: (...args) => ledger.end(...args),
    park: (...args) => ledger.park(...args),
    takeOver: (...args) => ledger.takeOver(...args),
    claimDue: (...args) => ledger.claimDue(...args),
    findNextDueInMs: (...args) => ledger.findNextDueInMs(...args),
    findBody: () => ledger.findBody(),
  };
}

/** Requests leave while their intent is still on its way to the ledger, whatever they are. */
function withoutIntent(steps: StepRunner): StepRunner {
  return {
    run: (step, { beforeSend, ...context }) =>
      steps.run(step, { ...context, beforeSend: (intent) => beforeSend({ ...intent, mustBeDurable: false }) }),
  };
}

/** A request of which nobody knows whether it was carried out is taken for one that was not. */
function withoutDoubt(steps: StepRunner): StepRunner {
  return { run: (step, context) => steps.run(step, { ...context, history: { ...context.history, isInDoubt: false } }) };
}

/** What was not kept is passed over, and what comes behind it goes on. */
function withoutContiguity(reader: RecordReader): RecordReader {
  return {
    open: async (place, askBounds) => {
      const reading = await reader.open(place, askBounds);
      const keep = async (records: readonly SourceRecord[]): Promise<'kept'> => {
        await reading.keep(records).catch(() => undefined);
        return 'kept';
      };
      return { from: reading.from, keep };
    },
  };
}

/** The executor without one of its rules each, put in by the ports that the rule is kept at. */
export const MUTANTS = {
  'without the fence': { runLedger: withoutFence },
  'without the intent': { steps: withoutIntent },
  'without the rule of contiguous offsets': { reader: withoutContiguity },
  'without the rule of what is in doubt': { steps: withoutDoubt },
} satisfies Record<string, Mutant>;
