import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { BalanceCounts, Books, LedgerBooks, Offender } from '../balance.ts';
import { COUNTS, OFFENDERS, POSITIONS } from './balance-queries.ts';

/**
 * Row-level security would show a role without a policy an empty ledger, which balances. Whoever may act as an executor does;
 * for anybody else this fails.
 */
const AS_EXECUTOR = 'set local role aftercall_executor';

interface CountsRow {
  matched: number;
  dropped: number;
  waiting: number;
  duplicates: number;
  dead_letters: number;
  named: number;
  opened: number;
  replayed: number;
  ended: number;
  owned: number;
  due: number;
  in_review: number;
  released: number;
}

/** {@link LedgerBooks} of one moment: all of it is read in one snapshot. */
export class PostgresLedgerBooks implements LedgerBooks {
  readonly #database: LedgerDatabase;

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  read(sinceDays: number | undefined): Promise<Books> {
    return this.#database.transaction(async (query) => {
      await query('set transaction isolation level repeatable read, read only', []);
      await query(AS_EXECUTOR, []);
      const [counts] = await query<CountsRow & Record<string, unknown>>(COUNTS, [sinceDays ?? null]);
      const offenders = await query<Offender & { total: number } & Record<string, unknown>>(OFFENDERS, [
        sinceDays ?? null,
      ]);
      const positions = await query<{ topic: string; partition: number; next_offset: string }>(POSITIONS, []);
      if (counts === undefined) throw new Error('the ledger counts nothing');
      return {
        counts: countsOf(counts),
        offenders: offenders.map(({ rule, workspace, name }) => ({ rule, workspace, name })),
        offenderCount: offenders[0]?.total ?? 0,
        positions: positions.map(({ topic, partition, next_offset }) => ({
          ...{ topic, partition },
          nextOffset: BigInt(next_offset),
        })),
      };
    });
  }
}

function countsOf(row: CountsRow): BalanceCounts {
  const { matched, dropped, waiting, duplicates, named, opened, replayed, ended, owned, due, released } = row;
  return {
    events: { matched, dropped, waiting, deadLetters: row.dead_letters, duplicates },
    ...{ named, opened, replayed, ended },
    open: { owned, due, inReview: row.in_review, released },
  };
}
