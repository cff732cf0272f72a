import { isDataError, type LedgerDatabase, type Query } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import { keyOfAdmission } from '../event-key.ts';
import type { Admission, IntakeLedger, KeepOutcome } from '../intake-ledger.ts';
import { JoinCalls } from '../join-calls.ts';
import { dayOf, type EventRow } from './intake-rows.ts';
import { keepEvents } from './keep-events.ts';
import { keepVersions, versionsOf, type VersionRow } from './kept-versions.ts';
import { changeCalls, lockCalls, type ChangedCall } from './known-calls.ts';

interface Settings {
  database: LedgerDatabase;
  join: JoinCalls;
  newId: () => string;
}

interface CompletedCall extends ChangedCall {
  admission: Admission;
}

interface KeptEvents {
  outcomes: KeepOutcome[];
  learned: () => void;
}

/** {@link IntakeLedger} in one statement, however large the batch; in a transaction of several where calls are joined. */
export class PostgresIntakeLedger implements IntakeLedger {
  private readonly settings: Settings;
  /** Versions known to stand in `flow_version`: they never change, so they are sent once. */
  private readonly keptVersions = new Set<string>();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  async keep(admissions: readonly Admission[], owner: Owner | undefined): Promise<KeepOutcome[]> {
    if (admissions.length === 0) return [];
    try {
      return await this.keepAll(admissions, owner, 'together');
    } catch (error) {
      if (!isDataError(error)) throw error;
      // One row that PostgreSQL refuses must not take the others with it: halve until it stands alone.
      return this.keepAll(admissions, owner, 'by halves');
    }
  }

  /**
   * The same inside a transaction of the caller's. `by halves`: what PostgreSQL refuses is found and left out, else it is
   * thrown. `learned` is to be called after the commit.
   */
  async keepWithin(
    query: Query,
    admissions: readonly Admission[],
    owner: Owner | undefined,
    how: 'together' | 'by halves',
  ): Promise<KeptEvents> {
    if (admissions.length === 0) return { outcomes: [], learned: () => undefined };
    if (how === 'together') return this.insertAll(query, admissions, owner);
    await query('savepoint events', []);
    try {
      const all = await this.insertAll(query, admissions, owner);
      await query('release savepoint events', []);
      return all;
    } catch (error) {
      if (!isDataError(error)) throw error;
      await query('rollback to savepoint events', []);
      if (admissions.length === 1) return { outcomes: ['refused'], learned: () => undefined };
      const middle = admissions.length >> 1;
      const first = await this.keepWithin(query, admissions.slice(0, middle), owner, how);
      const second = await this.keepWithin(query, admissions.slice(middle), owner, how);
      const learned = (): void => {
        first.learned();
        second.learned();
      };
      return { outcomes: [...first.outcomes, ...second.outcomes], learned };
    }
  }

  private async keepAll(
    admissions: readonly Admission[],
    owner: Owner | undefined,
    how: 'together' | 'by halves',
  ): Promise<KeepOutcome[]> {
    const { database } = this.settings;
    // One statement is a transaction by itself; a version that is kept without its runs is in nobody's way.
    const isOne = how === 'together' && !admissions.some(JoinCalls.concerns);
    const { outcomes, learned } = isOne
      ? await this.insertApart(database.query.bind(database), admissions, owner)
      : await database.transaction((query) => this.keepWithin(query, admissions, owner, how));
    learned();
    return outcomes;
  }

  /** A call's end and its analysis in one batch are kept one after the other: the second is judged by the first. */
  private async insertAll(
    query: Query,
    admissions: readonly Admission[],
    owner: Owner | undefined,
  ): Promise<KeptEvents> {
    if (!admissions.some(JoinCalls.concerns)) return this.insertApart(query, admissions, owner);
    const second = admissions.findIndex((admission, index) => isJoinedByEarlier(admissions, admission, index));
    if (second === -1) return this.insertApart(query, admissions, owner);
    const before = await this.insertApart(query, admissions.slice(0, second), owner);
    const after = await this.insertAll(query, admissions.slice(second), owner);
    return {
      outcomes: [...before.outcomes, ...after.outcomes],
      learned: () => {
        before.learned();
        after.learned();
      },
    };
  }

  private async insertApart(
    query: Query,
    admissions: readonly Admission[],
    owner: Owner | undefined,
  ): Promise<KeptEvents> {
    const changes = await this.completeByWhatIsKnown(query, admissions);
    const rows = this.eventRows(admissions);
    const versions = this.unkeptVersions(rows);
    await keepVersions(query, versions);
    const kept = await keepEvents(query, rows, owner);
    const isNew = new Set(kept.map(({ admission }) => keyOfAdmission(admission)));
    await changeCalls(
      query,
      changes.filter(({ admission }) => isNew.has(keyOfAdmission(admission))),
    );
    const learned = (): void => {
      for (const version of versions) this.keptVersions.add(version.key);
    };
    return { outcomes: outcomesOf(admissions, isNew), learned };
  }

  /** Of repetitions in one batch the first is completed, which is the one that is kept. */
  private async completeByWhatIsKnown(query: Query, admissions: readonly Admission[]): Promise<CompletedCall[]> {
    const concerned = new Map(
      admissions
        .filter(JoinCalls.concerns)
        .toReversed()
        .map((admission) => [keyOfAdmission(admission), admission]),
    );
    if (concerned.size === 0) return [];
    const calls = [...concerned.values()].map((admission) => {
      const { workspace, event } = admission;
      return { admission, workspace, callId: event.data.callId, agentId: event.data.agentId };
    });
    const knownOf = await lockCalls(query, calls);
    return calls.map((call) => ({ ...call, change: this.settings.join.complete(call.admission, knownOf(call)) }));
  }

  /** In the order of their keys, so that two batches with the same calls cannot wait for each other. */
  private eventRows(admissions: readonly Admission[]): EventRow[] {
    const rows = new Map<string, EventRow>();
    for (const admission of admissions) {
      const key = keyOfAdmission(admission);
      const row = rows.get(key);
      if (row !== undefined) {
        row.repeats += 1;
        continue;
      }
      const payloadId = this.settings.newId();
      rows.set(key, { admission, repeats: 0, payloadId, payloadDay: dayOf(payloadId) });
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  private unkeptVersions(rows: readonly EventRow[]): VersionRow[] {
    return versionsOf(rows.map(({ admission }) => admission)).filter(({ key }) => !this.keptVersions.has(key));
  }
}

/** The first of equal events is the new one; its repetitions in the same batch are duplicates. */
function outcomesOf(admissions: readonly Admission[], isNew: ReadonlySet<string>): KeepOutcome[] {
  const seen = new Set<string>();
  return admissions.map((admission) => {
    const key = keyOfAdmission(admission);
    const outcome = isNew.has(key) && !seen.has(key) ? 'new' : 'duplicate';
    seen.add(key);
    return outcome;
  });
}

/** Whether an earlier admission of the batch is another event of the same call, and one of the two is judged by the other. */
function isJoinedByEarlier(admissions: readonly Admission[], admission: Admission, index: number): boolean {
  if (!JoinCalls.concerns(admission) && admission.event.type !== 'call.ended') return false;
  return admissions
    .slice(0, index)
    .some(
      (earlier) =>
        earlier.workspace === admission.workspace &&
        earlier.event.data.callId === admission.event.data.callId &&
        earlier.event.type !== admission.event.type &&
        (JoinCalls.concerns(earlier) || JoinCalls.concerns(admission)),
    );
}
