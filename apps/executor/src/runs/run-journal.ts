import { isFault, type Clock } from '@aftercall/service-runtime';
import type { Fact, JournalEntry } from './journal-entry.ts';
import type { LateWriter, LateWrites } from './late-writes.ts';
import type { Outage } from './outage.ts';
import type { Presence } from './presence.ts';
import type { RunChanges } from './run-changes.ts';
import type { OwnedRun, Parking, RunEnd, RunLedger, WriteOutcome } from './run-ledger.ts';
import type { RunTally } from './run-tally.ts';

/** While the ledger is away: 0.1 s, doubled up to 2 s. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

/** Why nothing more can be written. `refused`: the ledger can never store these facts, and they alone are gone. */
export type JournalLoss = { why: 'lost' } | { why: 'refused'; facts: readonly Fact[] };

export type Closing = { how: 'end'; end: RunEnd } | { how: 'park'; parking: Parking };

interface Settings {
  run: OwnedRun;
  ledger: RunLedger;
  clock: Clock;
  outage: Outage;
  late: LateWrites;
  /** Hears of every entry that is durable. */
  changes: RunChanges;
  tally: RunTally;
  /** The seq of the first entry that is written here. */
  nextSeq: number;
  /** True for a run that was opened under this owner: nobody else can have written to it. */
  isFenced: boolean;
  /**
   * Goes before the first facts; a run that is let go again without any leaves no trace of having been in memory, unless it
   * was taken over from another owner.
   */
  preface: readonly Fact[];
  /** Over when the run is dropped: a write that was not answered is tried once more, and no longer waited for. */
  presence: Pick<Presence, 'signal'>;
  onLoss: (loss: JournalLoss) => void;
}

/**
 * The one writer of a run's journal. Facts that are noted in the same turn of the event loop become one entry (the result of
 * a request and the intents of those after it), with whatever was noted in passing before; entries are written one after the other, and one that the ledger did not
 * answer for is written again, unchanged, until it is known to be kept or lost.
 */
export class RunJournal implements LateWriter {
  readonly #settings: Settings;
  #nextSeq: number;
  #isFenced: boolean;
  #preface: readonly Fact[];
  #pending: Fact[] = [];
  #waiting: ((isKept: boolean) => void)[] = [];
  /** True while what became of a request is among what is pending. */
  #holdsAnswers = false;
  /** Those who wait for the entry on its way, while such an answer is in it. */
  #underWay: ((isKept: boolean) => void)[] | undefined;
  #writing: Promise<void> | undefined;
  /** True while something pending is waited for. */
  #isUrgent = false;
  #wasSeenWaiting = false;
  #state: 'open' | 'closing' | 'over' = 'open';
  #closing: Closing | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#nextSeq = settings.nextSeq;
    this.#isFenced = settings.isFenced;
    this.#preface = settings.preface;
  }

  /** True once an entry was kept under this owner: whoever owned the run before can write nothing more unseen. */
  get isFenced(): boolean {
    return this.#isFenced;
  }

  /** Resolves when these facts are durable; false = they never will be. */
  note(facts: readonly Fact[]): Promise<boolean> {
    if (this.#state === 'over') return Promise.resolve(false);
    this.#add(facts);
    this.flush();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** These facts go with the next entry: after a crash without them the run would come to the same again. */
  noteInPassing(facts: readonly Fact[]): void {
    if (this.#state === 'over') return;
    this.#add(facts);
    if (this.#writing === undefined) this.#settings.late.noted();
  }

  /** Resolves when the answer of every request so far is durable, at once if they are; false = one never will be. */
  answersKept(): boolean | Promise<boolean> {
    if (this.#isOver()) return false;
    if (this.#holdsAnswers) this.flush();
    const waiting = this.#holdsAnswers ? this.#waiting : this.#underWay;
    return waiting === undefined || new Promise((resolve) => waiting.push(resolve));
  }

  writeLate(): boolean {
    if (this.#pending.length === 0 || this.#writing !== undefined || this.#state !== 'open') return false;
    if (this.#wasSeenWaiting) this.flush();
    this.#wasSeenWaiting = true;
    return true;
  }

  /** Writes what was noted in passing; a run that is being closed takes it along by itself. */
  flush(): void {
    if (this.#state !== 'open') return;
    this.#isUrgent = true;
    this.#writing ??= this.#writePending();
  }

  /**
   * Writes what is left and lets the run go, in one entry; nothing may be noted afterwards. A later closing takes the place of
   * one that still waits for an entry on its way: that entry was refused, and the run ends otherwise than it seemed.
   */
  async close(closing: Closing): Promise<WriteOutcome> {
    const { run, ledger } = this.#settings;
    if (this.#state === 'open') this.#state = 'closing';
    this.#closing = closing;
    await this.#writing;
    if (this.#isOver() || this.#closing !== closing) return 'lost';
    // Whoever owned the run until it was taken over may not know that yet: only an entry keeps it from writing here.
    if (this.#preface.some((fact) => fact.kind === 'taken' && fact.from !== null)) this.#add([]);
    const entry = { seq: this.#nextSeq, facts: this.#pending };
    return this.#write(entry, () =>
      closing.how === 'end'
        ? ledger.end(run, entry, closing.end)
        : ledger.park(run, entry.facts.length > 0 ? entry : undefined, closing.parking),
    );
  }

  /** These facts stand in place of all that is not durable yet, refused or not; then the run can only be closed. */
  replacePending(facts: readonly Fact[]): void {
    this.#pending = [...facts];
    this.#state = 'closing';
  }

  #add(facts: readonly Fact[]): void {
    this.#pending.push(...this.#preface, ...facts);
    this.#preface = [];
    this.#holdsAnswers ||= facts.some(({ kind }) => kind === 'attempt');
  }

  async #writePending(): Promise<void> {
    await nextTurn();
    while (this.#isUrgent && this.#pending.length > 0 && this.#state === 'open') {
      const entry = { seq: this.#nextSeq, facts: this.#pending };
      await this.#write(entry, () => this.#settings.ledger.append(this.#settings.run, entry));
    }
    this.#writing = undefined;
    if (this.#pending.length > 0 && this.#state === 'open') this.#settings.late.noted();
  }

  /** Writes one entry that holds everything pending, and tells those who wait for it. */
  async #write(entry: JournalEntry, write: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    const waiting = this.#waiting;
    this.#underWay = this.#holdsAnswers ? waiting : undefined;
    this.#waiting = [];
    this.#pending = [];
    this.#holdsAnswers = false;
    this.#isUrgent = false;
    this.#wasSeenWaiting = false;
    const result = await this.#insist(write);
    this.#underWay = undefined;
    if (result === 'kept') {
      this.#nextSeq += 1;
      this.#isFenced = true;
      this.#settings.changes.note(this.#settings.run.workspace, this.#settings.run.runId);
    } else {
      this.#state = 'over';
    }
    for (const resolve of [...waiting, ...(result === 'kept' ? [] : this.#waiting)]) resolve(result === 'kept');
    if (result === 'lost') this.#settings.onLoss({ why: 'lost' });
    if (result === 'refused') this.#settings.onLoss({ why: 'refused', facts: [...entry.facts, ...this.#pending] });
    return result === 'kept' ? 'kept' : 'lost';
  }

  async #insist(write: () => Promise<WriteOutcome>): Promise<WriteOutcome | 'refused'> {
    const { clock, outage, presence, tally } = this.#settings;
    let isDropped = false;
    for (let delayMs = FIRST_RETRY_MS; ; delayMs = Math.min(delayMs * 2, LAST_RETRY_MS)) {
      try {
        const outcome = await write();
        outage.over();
        if (outcome === 'lost') tally.writeRefused();
        return outcome;
      } catch (error) {
        if (isFault(error) && error.code === 'ENTRY_REFUSED') return 'refused';
        outage.noticed(error);
      }
      if (isDropped) return 'lost';
      // One more time when the run is dropped: the ledger was away for longer than the lease, and may be back. The fence
      // knows whether somebody else has the run by now; if nobody has, what was done is not done again.
      isDropped = await clock.sleep(delayMs, presence.signal).then(
        () => false,
        () => true,
      );
    }
  }

  #isOver(): boolean {
    return this.#state === 'over';
  }
}

/** After everything that can go on without waiting for the outside has gone on: that is what makes one entry of it. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
