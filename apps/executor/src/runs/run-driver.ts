import { isFault, steadyClock, type Clock, type Logger } from '@aftercall/service-runtime';
import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import type { StepRunner } from '../steps/step.ts';
import { ActiveRun, type ActiveRunSettings, type RunSurroundings } from './active-run.ts';
import type { CommandedRuns } from './commands/carry-out-commands.ts';
import type { Fact } from './journal-entry.ts';
import { LateWrites } from './late-writes.ts';
import { Outage } from './outage.ts';
import { PacedLoop } from './paced-loop.ts';
import type { RunMemory } from './run-memory.ts';
import type { PlanCache } from './plan-cache.ts';
import { earliestWait } from './recovery.ts';
import { deadlineMs } from './run-deadline.ts';
import { resume, type Resumption } from './resume-run.ts';
import type { RunChanges } from './run-changes.ts';
import type { Claim, OwnedRun, Owner, RunId, RunIdentity, RunLedger } from './run-ledger.ts';
import type { RunOpening } from './run-opening.ts';
import type { RunStarter } from './run-starter.ts';
import { RunsInMemory } from './runs-in-memory.ts';
import { noTally, type RunTally } from './run-tally.ts';
import { freshRun } from './run.ts';
import type { WorkerLease } from './worker-lease.ts';

/** Runs per claim: they are read in one go and begin together. */
const MAX_CLAIM = 100;
/** A due run is seen this much late at most, when it was parked by another executor. */
const LONGEST_REST_MS = 1000;
/** Shorter rests would only ask again for rows that another executor is taking right now. */
const SHORTEST_REST_MS = 25;
/** Where a run waits that this release cannot read, and for how long until it is offered again. */
const NEWER_LANE = 'newer release';
const NEWER_REST_MS = 60_000;
/** After requests in flight were cut off: for writing what became of them. */
const LAST_WRITES_MS = 5000;

export interface RunDriverSettings {
  ledger: RunLedger;
  lease: WorkerLease;
  changes: RunChanges;
  steps: StepRunner;
  plans: PlanCache;
  /** Lanes that take no more now; due runs of theirs stay in the ledger. */
  fullLanes: () => readonly string[];
  /** Waits are reckoned by it as it stands when the driver is made: setting the machine's clock shortens none. */
  clock: Clock;
  log: Logger;
  random: () => number;
  memory: RunMemory;
  /** Left out = nothing is counted. */
  tally?: RunTally;
  /** How often runs that nobody drives are looked for. */
  takeOverEveryMs: number;
  /** How long requests in flight may take to end when the process stops. */
  drainMs: number;
}

/**
 * Drives many runs at once, each moved by its own events. Runs come from the intake, by their due time, and from executors
 * that died; they leave when they end, wait longer than a second, need a person, or when this process stops.
 */
export class RunDriver implements RunStarter, CommandedRuns {
  readonly #settings: RunDriverSettings;
  readonly #surroundings: RunSurroundings;
  readonly #outage: Outage;
  readonly #runs = new RunsInMemory();
  readonly #due: PacedLoop;
  readonly #takeOver: PacedLoop;
  #isDraining = false;
  /** Somebody found no room since there was some last. */
  #wasFull = false;
  #onEmpty: (() => void) | undefined;

  constructor(settings: RunDriverSettings) {
    const clock = steadyClock(settings.clock);
    this.#settings = { ...settings, clock };
    const { ledger, steps, log, lease, random, changes, memory, tally = noTally } = settings;
    this.#outage = new Outage(log);
    const late = new LateWrites(clock, () => this.#runs);
    this.#surroundings = {
      ledger,
      steps,
      clock,
      log,
      outage: this.#outage,
      late,
      changes,
      memory,
      tally,
      maySend: () => lease.maySend(),
    };
    const onError = (error: unknown): void => {
      this.#outage.noticed(error);
    };
    this.#due = new PacedLoop({ clock, random, onError, turn: () => this.#claimDue() });
    this.#takeOver = new PacedLoop({ clock, random, onError, turn: () => this.#takeOverRuns() });
    lease.onLost(() => {
      this.#dropAll();
    });
  }

  /** Begins to look for due runs and for runs of executors that died. The lease must have been started. */
  start(): void {
    this.#due.start();
    this.#takeOver.start();
  }

  ownerOfNew(): Owner | undefined {
    const { lease } = this.#settings;
    return !this.#isDraining && this.#hasRoom() && lease.maySend() ? lease.owner : undefined;
  }

  begin(openings: readonly RunOpening[], owner: Owner | undefined): void {
    for (const { identity } of openings) this.#settings.changes.note(identity.workspace, identity.runId);
    if (owner === undefined) return;
    for (const { identity, plan, data, constants } of openings) {
      const frame = { identity, plan, data, constants };
      const owned = ownedBy(owner, identity);
      void this.#drive({ owned, frame, state: freshRun, nextSeq: 1, isFenced: true, preface: [], dueByMs: 0 }, []);
    }
  }

  command(runId: RunId, command: RunCommand): Promise<RunCommandAnswer | undefined> | 'absent' {
    return this.#runs.get(runId)?.command(command) ?? 'absent';
  }

  async takeUp(owner: Owner, claim: Claim, command: RunCommand): Promise<RunCommandAnswer | undefined> {
    return this.#resume(owner, claim, { isDue: false, command });
  }

  /** A lane has room again: due runs that waited for it need not wait for the next look. */
  wake(): void {
    this.#due.wake();
  }

  /** Runs in memory now. */
  runCount(): number {
    return this.#runs.size;
  }

  /**
   * Stops without leaving anything in doubt that need not be: takes no more runs, lets requests in flight end, cuts off
   * those that take longer than `drainMs`, and hands every run back, so that others go on with it at once.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all([this.#due.stop(), this.#takeOver.stop()]);
    for (const run of [...this.#runs]) run.letGo();
    await this.#untilEmpty(this.#settings.drainMs);
    for (const run of [...this.#runs]) run.interrupt();
    await this.#untilEmpty(LAST_WRITES_MS);
    if (this.#runs.size > 0) this.#settings.log.warn({ runs: this.#runs.size }, 'runs could not be handed back');
    this.#dropAll();
  }

  async #claimDue(): Promise<number> {
    const { ledger, lease, fullLanes } = this.#settings;
    const limit = Math.min(this.#settings.memory.room, MAX_CLAIM);
    if (!this.#hasRoom() || !lease.maySend()) return LONGEST_REST_MS;
    const full = fullLanes();
    const { owner } = lease;
    const claims = await ledger.claimDue(owner, limit, full);
    await this.#resumeAll(owner, claims, true);
    this.#outage.over();
    if (claims.length === limit) return 0;
    const nextMs = await ledger.findNextDueInMs(full);
    return Math.min(Math.max(nextMs ?? LONGEST_REST_MS, SHORTEST_REST_MS), LONGEST_REST_MS);
  }

  async #takeOverRuns(): Promise<number> {
    const { ledger, lease, log, takeOverEveryMs } = this.#settings;
    const limit = Math.min(this.#settings.memory.room, MAX_CLAIM);
    if (!this.#hasRoom() || !lease.maySend()) return takeOverEveryMs;
    const { owner } = lease;
    const claims = await ledger.takeOver(owner, limit, this.#runs.ids());
    if (claims.length > 0) log.info({ runs: claims.length }, 'took over runs that nobody drove');
    this.#surroundings.tally.takenOver(claims.filter(({ from }) => from !== null && from !== owner.workerId).length);
    await this.#resumeAll(owner, claims, false);
    this.#outage.over();
    return claims.length === limit ? 0 : takeOverEveryMs;
  }

  /** A run that cannot be read now stays ours in the ledger, and the next take-over finds that nobody drives it. */
  async #resumeAll(owner: Owner, claims: readonly Claim[], isDue: boolean): Promise<void> {
    for (const claim of claims) {
      try {
        await this.#resume(owner, claim, { isDue });
      } catch (error) {
        if (isFault(error) && error.retryable) throw error;
        // A defect of ours, or a run that a newer release wrote: the runs claimed with it go on.
        this.#settings.log.error({ error, runId: claim.run.identity.runId }, 'a run could not be taken up');
      }
    }
  }

  async #resume(owner: Owner, claim: Claim, { isDue, command }: ResumeOptions): Promise<RunCommandAnswer | undefined> {
    const { ledger, clock, plans } = this.#settings;
    const owned = ownedBy(owner, claim.run.identity);
    const resumption = await resume(claim, { ledger, plans }, clock.now());
    if (!resumption.ok) {
      await (resumption.why === 'never' ? this.#endUnreadable(owned, resumption) : this.#leaveToNewer(owned));
      return undefined;
    }
    const { frame, state, nextSeq, taken, lost } = resumption;
    const dueByMs = isDue ? Math.min(earliestWait(state)?.untilMs ?? 0, deadlineMs(frame, state)) : 0;
    return this.#drive({ owned, frame, state, nextSeq, isFenced: false, preface: [taken], dueByMs }, lost, command);
  }

  async #endUnreadable(owned: OwnedRun, { nextSeq, taken, lost, error }: Unreadable): Promise<void> {
    const { ledger, log } = this.#settings;
    log.error({ runId: owned.runId, code: error.code }, 'a run cannot go on and is ended as failed');
    await ledger.end(
      owned,
      { seq: nextSeq, facts: [taken, ...lost] },
      { status: 'FAILED', error, variables: {}, externalIds: [] },
    );
  }

  /** Put back untouched: executors of both releases may run side by side, and sooner or later the newer one takes it. */
  async #leaveToNewer(owned: OwnedRun): Promise<void> {
    const { ledger, log } = this.#settings;
    log.warn({ runId: owned.runId }, 'a run that a newer release wrote is left to executors of that release');
    await ledger.park(owned, undefined, { why: 'due', lane: NEWER_LANE, inMs: NEWER_REST_MS });
  }

  #drive(
    part: RunPart,
    facts: readonly Fact[],
    command?: RunCommand,
  ): Promise<RunCommandAnswer | undefined> | undefined {
    const { runId, owner } = part.owned;
    const { lease } = this.#settings;
    // A claim may come back late: the run is in memory already, or the lease under which it was claimed (or opened) is over.
    if (this.#runs.get(runId) !== undefined || owner.epoch !== lease.owner.epoch) return undefined;
    const run: ActiveRun = new ActiveRun({
      ...this.#surroundings,
      ...part,
      onGone: () => {
        this.#forget(runId, run);
      },
    });
    this.#runs.add(runId, run);
    return run.begin(facts, this.#isDraining ? 'letting-go' : 'going', command);
  }

  #forget(runId: RunId, run: ActiveRun): void {
    if (!this.#runs.remove(runId, run)) return;
    if (this.#wasFull && this.#settings.memory.room > 0) {
      this.#wasFull = false;
      this.#due.wake();
    }
    if (this.#runs.size === 0) this.#onEmpty?.();
  }

  #dropAll(): void {
    for (const run of [...this.#runs]) run.drop();
  }

  #hasRoom(): boolean {
    const hasRoom = this.#settings.memory.room > 0;
    if (!hasRoom) this.#wasFull = true;
    return hasRoom;
  }

  async #untilEmpty(limitMs: number): Promise<void> {
    if (this.#runs.size === 0) return;
    const waited = new AbortController();
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    await Promise.race([empty, this.#settings.clock.sleep(limitMs, waited.signal).catch(() => undefined)]);
    waited.abort();
  }
}

interface ResumeOptions {
  /** The ledger gave the run out because it was due. */
  isDue: boolean;
  /** What it was taken up for. */
  command?: RunCommand;
}

type RunPart = Pick<ActiveRunSettings, 'owned' | 'frame' | 'state' | 'nextSeq' | 'isFenced' | 'preface' | 'dueByMs'>;
type Unreadable = Extract<Resumption, { ok: false; why: 'never' }>;

function ownedBy(owner: Owner, { runId, workspace }: RunIdentity): OwnedRun {
  return { runId, workspace, owner };
}
