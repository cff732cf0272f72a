import type { Json } from '@aftercall/flow-model';
import type { Clock } from '@aftercall/service-runtime';
import { fault } from '../../faults.ts';
import type { Fact, JournalEntry } from '../journal-entry.ts';
import type {
  Claim,
  OwnedRun,
  Owner,
  Parking,
  RunEnd,
  RunId,
  RunLedger,
  StoredRun,
  WriteOutcome,
} from '../run-ledger.ts';

/** What a test sees of a run: the journal with who wrote each entry, and what became of the run. */
export interface MemoryRun {
  stored: Omit<StoredRun, 'journal'>;
  entries: (JournalEntry & { owner: Owner })[];
  owner: Owner | undefined;
  ownedSinceMs: number;
  state: 'driven' | 'due' | 'review' | 'released' | 'over';
  due: { lane: string; dueAtMs: number } | undefined;
  end: RunEnd | undefined;
}

interface Settings {
  clock: Clock;
  /** Whether this owner's lease is valid. */
  isLive: (owner: Owner) => boolean;
}

/** A run of an owner's own that it does not hold may be on its way to it for so long. */
const ON_ITS_WAY_MS = 10_000;

/** In JSON text: what PostgreSQL cannot keep in jsonb. */
const UNSTORABLE = '\\u0000';

/** A ledger in arrays. It can be made to lose an answer (the write is kept) or to be away (it is not). */
export class MemoryRunLedger implements RunLedger {
  readonly runs = new Map<RunId, MemoryRun>();
  readonly #settings: Settings;
  #trouble: 'none' | 'away' | 'answer-lost' = 'none';

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** A run as the intake leaves it: owned, or without an owner and due at once in the lane `start`. */
  open(stored: Omit<StoredRun, 'journal'>, owner: Owner | undefined): void {
    const due = owner ? undefined : { lane: 'start', dueAtMs: this.#nowMs() };
    const state = owner ? 'driven' : 'due';
    const ownedSinceMs = this.#nowMs();
    this.runs.set(stored.identity.runId, { stored, entries: [], owner, ownedSinceMs, state, due, end: undefined });
  }

  /** Puts a run into the hands of that owner. */
  own(run: MemoryRun, owner: Owner): void {
    Object.assign(run, { owner, ownedSinceMs: this.#nowMs(), state: 'driven', due: undefined });
  }

  isLive(owner: Owner): boolean {
    return this.#settings.isLive(owner);
  }

  run(runId: RunId): MemoryRun {
    const run = this.runs.get(runId);
    if (run === undefined) throw new Error(`no such run: ${runId}`);
    return run;
  }

  facts(runId: RunId): Fact[] {
    return this.run(runId).entries.flatMap(({ facts }) => facts);
  }

  /** `answer-lost` holds for one write; `away` until it is taken back. */
  makeTrouble(trouble: 'none' | 'away' | 'answer-lost'): void {
    this.#trouble = trouble;
  }

  append(run: OwnedRun, entry: JournalEntry): Promise<WriteOutcome> {
    return this.#write(() => this.#keep(run, entry));
  }

  end(owned: OwnedRun, entry: JournalEntry, end: RunEnd): Promise<WriteOutcome> {
    return this.#write(() => {
      const run = this.run(owned.runId);
      if (!isSame(run.owner, owned.owner)) return this.#isOwn(owned, entry) ? 'kept' : 'lost';
      if (this.#keep(owned, entry) === 'lost') return 'lost';
      Object.assign(run, { owner: undefined, state: 'over', end });
      return 'kept';
    });
  }

  park(owned: OwnedRun, entry: JournalEntry | undefined, parking: Parking): Promise<WriteOutcome> {
    return this.#write(() => {
      const run = this.run(owned.runId);
      if (!isSame(run.owner, owned.owner)) return entry && this.#isOwn(owned, entry) ? 'kept' : 'lost';
      if (entry && this.#keep(owned, entry) === 'lost') return 'lost';
      const state = parking.why;
      const due = parking.why === 'due' ? { lane: parking.lane, dueAtMs: this.#nowMs() + parking.inMs } : undefined;
      Object.assign(run, { owner: undefined, state, due });
      return 'kept';
    });
  }

  takeOver(owner: Owner, limit: number, holds: readonly RunId[]): Promise<Claim[]> {
    return this.#ask(() => {
      const { isLive } = this.#settings;
      const isUndriven = (run: MemoryRun): boolean => {
        if (run.owner === undefined) return run.state === 'released';
        if (isSame(run.owner, owner)) return !this.#isOnItsWay(run) && !holds.includes(run.stored.identity.runId);
        return !isLive(run.owner);
      };
      return isLive(owner) ? this.#claim([...this.runs.values()].filter(isUndriven).slice(0, limit), owner) : [];
    });
  }

  claimDue(owner: Owner, limit: number, fullLanes: readonly string[]): Promise<Claim[]> {
    return this.#ask(() => {
      if (!this.#settings.isLive(owner)) return [];
      const due = this.#dueRuns(fullLanes).filter((run) => dueAt(run) <= this.#nowMs());
      return this.#claim(inTurns(due).slice(0, limit), owner);
    });
  }

  findNextDueInMs(fullLanes: readonly string[]): Promise<number | undefined> {
    return this.#ask(() => {
      const [first] = this.#dueRuns(fullLanes);
      return first && Math.max(0, dueAt(first) - this.#nowMs());
    });
  }

  findBody(): Promise<Json | undefined> {
    return this.#ask(() => undefined);
  }

  #claim(runs: readonly MemoryRun[], owner: Owner): Claim[] {
    return runs.map((run) => {
      const from = run.owner?.workerId ?? null;
      this.own(run, owner);
      const journal = run.entries.map(({ seq, facts }) => ({ seq, facts }));
      return { run: { ...run.stored, journal }, from };
    });
  }

  #isOnItsWay({ ownedSinceMs }: MemoryRun): boolean {
    return this.#nowMs() - ownedSinceMs < ON_ITS_WAY_MS;
  }

  #dueRuns(fullLanes: readonly string[]): MemoryRun[] {
    return [...this.runs.values()]
      .filter((run) => run.due !== undefined && !fullLanes.includes(run.due.lane))
      .sort((a, b) => dueAt(a) - dueAt(b));
  }

  #keep({ runId, owner }: OwnedRun, entry: JournalEntry): WriteOutcome {
    if (asJson(entry.facts).includes(UNSTORABLE)) throw fault('ENTRY_REFUSED', { runId });
    const { entries } = this.run(runId);
    if (entries.some(({ seq }) => seq === entry.seq)) return this.#isOwn({ runId, owner }, entry) ? 'kept' : 'lost';
    entries.push({ seq: entry.seq, facts: JSON.parse(asJson(entry.facts)) as Fact[], owner });
    return 'kept';
  }

  #isOwn({ runId, owner }: Pick<OwnedRun, 'runId' | 'owner'>, entry: JournalEntry): boolean {
    const stored = this.run(runId).entries.find(({ seq }) => seq === entry.seq);
    return stored !== undefined && isSame(stored.owner, owner) && asJson(stored.facts) === asJson(entry.facts);
  }

  async #write(write: () => WriteOutcome): Promise<WriteOutcome> {
    const isAnswerLost = this.#trouble === 'answer-lost';
    const outcome = await this.#ask(write);
    if (!isAnswerLost) return outcome;
    this.#trouble = 'none';
    throw fault('POSTGRES_UNAVAILABLE');
  }

  /** Answers in a later turn, as a database does. */
  async #ask<Answer>(answer: () => Answer): Promise<Answer> {
    await Promise.resolve();
    if (this.#trouble === 'away') throw fault('POSTGRES_UNAVAILABLE');
    return answer();
  }

  #nowMs(): number {
    return this.#settings.clock.now().getTime();
  }
}

function asJson(facts: readonly Fact[]): string {
  return JSON.stringify(facts);
}

function isSame(a: Owner | undefined, b: Owner): boolean {
  return a?.workerId === b.workerId && a.epoch === b.epoch;
}

function dueAt(run: MemoryRun): number {
  return run.due?.dueAtMs ?? Infinity;
}

/** Earliest first in; out in turns, of lanes and of those that start and those that go on. */
function inTurns(due: readonly MemoryRun[]): MemoryRun[] {
  const turns = new Map<string, number>();
  const placed = due.map((run) => {
    const lane = JSON.stringify([run.due?.lane, run.stored.identity.workspace]);
    turns.set(lane, (turns.get(lane) ?? 0) + 1);
    return { run, turn: turns.get(lane) ?? 0, isStart: run.due?.lane === 'start' };
  });
  const byTurn = placed.sort((a, b) => a.turn - b.turn || dueAt(a.run) - dueAt(b.run));
  const places = { start: 0, other: 0 };
  return byTurn
    .map(({ run, isStart }) => ({ run, place: isStart ? ++places.start / 4 : ++places.other }))
    .sort((a, b) => a.place - b.place)
    .map(({ run }) => run);
}
