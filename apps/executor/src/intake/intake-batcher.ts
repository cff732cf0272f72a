import type { RunStarter } from '../runs/run-starter.ts';
import type { IntakeTally } from './intake-tally.ts';
import type { Admission, IntakeLedger, KeepOutcome } from './intake-ledger.ts';

/** Rows per transaction: where a batch of inserts stops getting cheaper per row. */
const MAX_BATCH = 100;
/** Two at a time: while one waits for its commit, the next is being written. */
const MAX_IN_FLIGHT = 2;

interface Waiting {
  admissions: readonly Admission[];
  kept: (outcomes: KeepOutcome[]) => void;
  failed: (error: unknown) => void;
}

/**
 * Shares commits between senders: what arrives while a transaction is under way goes into the next one together.
 * Nobody waits for company: an idle batcher writes at once. After the commit, the runs that are new are begun here.
 */
export class IntakeBatcher {
  private readonly queue: Waiting[] = [];
  private inFlight = 0;
  private readonly ledger: IntakeLedger;
  private readonly runs: RunStarter;
  private readonly tally: Pick<IntakeTally, 'kept'>;

  constructor(ledger: IntakeLedger, runs: RunStarter, tally: Pick<IntakeTally, 'kept'>) {
    this.ledger = ledger;
    this.runs = runs;
    this.tally = tally;
  }

  /** Resolves after the commit, one outcome per admission. @throws Fault POSTGRES_UNAVAILABLE: send the same again. */
  keep(admissions: readonly Admission[]): Promise<KeepOutcome[]> {
    return new Promise((kept, failed) => {
      this.queue.push({ admissions, kept, failed });
      this.flush();
    });
  }

  private flush(): void {
    while (this.inFlight < MAX_IN_FLIGHT && this.queue.length > 0) {
      const batch = this.takeBatch();
      this.inFlight += 1;
      void this.write(batch).finally(() => {
        this.inFlight -= 1;
        this.flush();
      });
    }
  }

  private takeBatch(): Waiting[] {
    let size = 0;
    let count = 0;
    for (const { admissions } of this.queue) {
      if (count > 0 && size + admissions.length > MAX_BATCH) break;
      size += admissions.length;
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const admissions = batch.flatMap((waiting) => waiting.admissions);
    const owner = this.runs.ownerOfNew();
    try {
      const outcomes = await this.ledger.keep(admissions, owner);
      const opened = admissions.flatMap(({ openings }, index) => (outcomes[index] === 'new' ? openings : []));
      this.runs.begin(opened, owner);
      this.tally.kept('HTTP', outcomes);
      let from = 0;
      for (const waiting of batch) {
        waiting.kept(outcomes.slice(from, from + waiting.admissions.length));
        from += waiting.admissions.length;
      }
    } catch (error) {
      for (const waiting of batch) waiting.failed(error);
    }
  }
}
