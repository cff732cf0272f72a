import { nextMoves, type NextMoves, type PlannedStep } from '@aftercall/flow-model';
import type { Clock, Logger } from '@aftercall/service-runtime';
import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import { isRepeatable } from '../steps/request-log.ts';
import type { StepRunner } from '../steps/step.ts';
import { judgeCommand } from './commands/judge-command.ts';
import type { Fact, IntentFact } from './journal-entry.ts';
import { NodeTimers } from './node-timers.ts';
import { isSameWait, todoOf } from './recovery.ts';
import { defectiveStep, factsOf, intentFact, skippedStep, unstorableError, withoutContents } from './run-facts.ts';
import { earlyEndOf, lastFacts, type EarlyEnd } from './run-deadline.ts';
import type { HeldRun, RunMemory } from './run-memory.ts';
import { Presence } from './presence.ts';
import { RunJournal, type Closing, type JournalLoss } from './run-journal.ts';
import type { OwnedRun, RunLedger } from './run-ledger.ts';
import type { LateWriter, LateWrites } from './late-writes.ts';
import type { RunChanges } from './run-changes.ts';
import type { RunTally } from './run-tally.ts';
import type { Outage } from './outage.ts';
import { endOf, progressOf } from './run-progress.ts';
import { restOf } from './run-rest.ts';
import { scopeOf, type RunFrame } from './run-scope.ts';
import { fold, historyOf, type RunState } from './run.ts';

/** A run that is ended early lets requests under way end for this long: their answers are worth more than doubts. */
const LAST_ANSWERS_MS = 2000;

/** What all runs of a process share. */
export interface RunSurroundings {
  ledger: RunLedger;
  steps: StepRunner;
  clock: Clock;
  log: Logger;
  outage: Outage;
  late: LateWrites;
  changes: RunChanges;
  memory: RunMemory;
  tally: RunTally;
  /** False when the lease has run out: then nothing may leave. */
  maySend: () => boolean;
}

export interface ActiveRunSettings extends RunSurroundings {
  frame: RunFrame;
  owned: OwnedRun;
  /** Where the run stands by its journal. */
  state: RunState;
  nextSeq: number;
  /** True for a run that this process opened. */
  isFenced: boolean;
  /** What a new owner says before anything else. */
  preface: readonly Fact[];
  /**
   * The ledger gave the run out because it was due, so waits up to here are over, whatever this machine's clock says
   * (the clocks of executors and of the database differ); 0 = our clock alone decides.
   */
  dueByMs: number;
  /** Called once, when the run is out of memory, however that came. */
  onGone: () => void;
}

/**
 * One run in memory, moved by events: a step's result, a wait that is over, an order to let go.
 * - `going`: everything that can start is started.
 * - `letting-go`: nothing new is sent; when nothing is in flight the run is handed back to the ledger.
 * - `failing`: the ledger refused its facts; what is in flight is cut off, then the run ends as FAILED.
 * - `closing`: the last entry is being written. `gone`: out of memory; whatever still answers is ignored.
 */
export class ActiveRun implements LateWriter {
  readonly #settings: ActiveRunSettings;
  readonly #journal: RunJournal;
  readonly #inFlight = new Set<string>();
  readonly #timers: NodeTimers;
  readonly #held: HeldRun;
  readonly #requests = new AbortController();
  readonly #presence = new Presence();
  #state: RunState;
  /** Set when the run fails for a reason outside its flow: what is still written of it. */
  #lastWords: { facts: Fact[]; error: { code: string; message: string } } | undefined;
  #isRunningOut = false;
  #mode: 'going' | 'letting-go' | 'failing' | 'closing' | 'gone' = 'going';

  constructor(settings: ActiveRunSettings) {
    this.#settings = settings;
    this.#state = settings.state;
    this.#held = settings.memory.hold(settings.frame.data);
    const onLoss = (loss: JournalLoss): void => {
      this.#afterLoss(loss);
    };
    // Not the settings as they are: whoever still holds the journal for a moment would hold the call's data with it.
    const { ledger, clock, outage, late, changes, tally, nextSeq, isFenced, preface } = settings;
    const shared = { ledger, clock, outage, late, changes, tally, nextSeq, isFenced, preface };
    this.#journal = new RunJournal({ ...shared, run: settings.owned, presence: this.#presence, onLoss });
    this.#timers = new NodeTimers(clock, this.#presence, () => {
      this.#advance();
    });
  }

  /**
   * Sets out, or is let go at once; `facts` are noted first (what a take-over found in doubt), then the command is carried out
   * for which the run was taken up.
   */
  begin(facts: readonly Fact[], mode: 'going' | 'letting-go', command?: RunCommand): ReturnType<ActiveRun['command']> {
    this.#mode = mode;
    if (facts.length > 0) void this.#note(facts);
    const answer = command === undefined ? Promise.resolve(undefined) : this.command(command);
    this.#advance();
    return answer;
  }

  /**
   * Carries a command out, unless it cannot be done in this state. Resolves when that is durable; undefined = this run is on
   * its way out of memory: whoever has it next is to be asked.
   */
  async command(command: RunCommand): Promise<RunCommandAnswer | undefined> {
    if (this.#mode !== 'going') return undefined;
    const run = { frame: this.#settings.frame, state: this.#state, ended: undefined };
    const verdict = judgeCommand(command, run, this.#settings.clock.now());
    if (!verdict.ok) return verdict;
    const isKept = verdict.facts.length === 0 || (await this.#noteAndGoOn(verdict.facts));
    return isKept ? { ok: true, state: 'done' } : undefined;
  }

  /** Sends nothing new and hands the run back as soon as nothing of it is in flight. */
  letGo(): void {
    if (this.#mode !== 'going') return;
    this.#mode = 'letting-go';
    this.#advance();
  }

  writeLate(): boolean {
    return this.#journal.writeLate();
  }

  /** Cuts off the requests in flight. */
  interrupt(): void {
    this.#requests.abort(new Error('the executor stops'));
  }

  /** Forgets the run at once: it is another's. What is already noted may still be written, if the fence lets it. */
  drop(): void {
    this.interrupt();
    this.#leave();
  }

  #note(facts: readonly Fact[]): Promise<boolean> {
    this.#take(facts);
    return this.#journal.note(facts);
  }

  #noteInPassing(facts: readonly Fact[]): void {
    this.#take(facts);
    this.#journal.noteInPassing(facts);
  }

  #take(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.kind !== 'attempt') continue;
      this.#held.grow(fact.response?.bodyBytes ?? 0);
      if (fact.status === 'IN_DOUBT') this.#settings.tally.inDoubt(fact.cause?.code ?? 'UNKNOWN');
    }
    this.#state = fold(this.#state, facts);
  }

  #noteAndGoOn(facts: readonly Fact[]): Promise<boolean> {
    const kept = this.#note(facts);
    this.#advance();
    return kept;
  }

  #advance(): void {
    try {
      const early = this.#earlyEnd();
      if (early !== undefined) {
        this.#endEarly(early);
        return;
      }
      const { start, end } = this.#moves();
      if (this.#mode === 'going') this.#startAll(start);
      if (this.#inFlight.size > 0) this.#timers.set(this.#state, Infinity);
      else if (this.#mode === 'going' || this.#mode === 'letting-go') this.#rest(start.length > 0, end);
    } catch (error) {
      // A defect of ours: this run alone stops here.
      this.#settings.log.error({ error, runId: this.#settings.owned.runId }, 'a run could not be driven');
      this.#fail([], { code: 'DEFECT', message: 'the run could not be driven: an error of the executor, see its log' });
    }
  }

  /** Set when the run has to end before its flow is through. */
  #earlyEnd(): EarlyEnd | undefined {
    if (this.#mode !== 'going' && this.#mode !== 'letting-go') return undefined;
    return earlyEndOf(this.#settings.frame, this.#state, this.#dueByMs());
  }

  /** Nothing new is sent; requests under way get a moment to end, then they are cut off. */
  #endEarly(early: EarlyEnd): void {
    const { clock, frame } = this.#settings;
    if (this.#inFlight.size === 0) {
      void this.#note(lastFacts(frame.plan, this.#state, early));
      this.#close({ how: 'end', end: { ...endOf(frame, this.#state, 'FAILED'), ...early } });
    } else if (!this.#isRunningOut) {
      this.#isRunningOut = true;
      void clock.sleep(LAST_ANSWERS_MS, this.#presence.signal).then(
        () => {
          this.interrupt();
        },
        () => undefined,
      );
    }
  }

  /** What the plan says; nodes that it leaves out are noted at once. */
  #moves(): NextMoves {
    for (;;) {
      const moves = nextMoves(this.#settings.frame.plan, progressOf(this.#state, this.#inFlight));
      if (moves.skip.length === 0) return moves;
      this.#noteInPassing(moves.skip.map(({ key }) => skippedStep(key)));
    }
  }

  #startAll(start: readonly PlannedStep[]): void {
    const nowMs = this.#dueByMs();
    for (const step of this.#settings.frame.plan.steps) {
      const node = this.#state.nodes.get(step.key);
      if (node && !this.#inFlight.has(step.key) && todoOf(node, nowMs).do === 'run') this.#start(step);
    }
    for (const step of start) this.#start(step);
  }

  #rest(hasMoves: boolean, end: NextMoves['end']): void {
    const run = { frame: this.#settings.frame, state: this.#state, hasMoves, end, mayStay: this.#mode === 'going' };
    const rest = restOf(run, { nowMs: this.#nowMs(), dueByMs: this.#dueByMs() });
    if (rest.how === 'stay') this.#timers.set(this.#state, rest.horizonMs);
    else this.#close(rest);
  }

  #start(step: PlannedStep): void {
    this.#inFlight.add(step.key);
    void this.#run(step).then((facts) => {
      this.#inFlight.delete(step.key);
      if (this.#mode === 'gone') return;
      if (this.#mode === 'failing') {
        this.#fail(withoutContents(facts));
      } else {
        this.#noteResult(step, facts);
      }
    });
  }

  /**
   * A node that goes on waiting for the same thing (the vault is away) writes nothing: hours of it must not fill the journal.
   * The answer of a request that may be repeated goes with those of its side branches, unless something begins by it.
   */
  #noteResult(step: PlannedStep, facts: readonly Fact[]): void {
    const phase = this.#state.nodes.get(step.key)?.phase;
    const inFlightCount = this.#inFlight.size;
    const isPassing = facts.every(({ kind }) => kind === 'step');
    const mayWait = isPassing || (step.kind === 'apiRequest' && isRepeatable(step));
    if (isSameWait(phase, facts)) this.#state = fold(this.#state, facts);
    else if (mayWait) this.#noteInPassing(facts);
    else void this.#note(facts);
    this.#advance();
    const isAwaited = inFlightCount === 0 || this.#inFlight.size > inFlightCount;
    if (isAwaited && !isPassing) this.#journal.flush();
  }

  async #run(step: PlannedStep): Promise<Fact[]> {
    const { frame, steps, clock, log } = this.#settings;
    try {
      const result = await steps.run(step, {
        run: frame.identity,
        scope: scopeOf(frame, this.#state, step.key),
        history: historyOf(this.#state, step.key),
        beforeSend: (intent) => this.#beforeSend(intentFact(step.key, intent, clock.now()), intent.mustBeDurable),
        maySend: () => this.#maySend(),
        signal: this.#requests.signal,
      });
      if (result.kind === 'stopped' && this.#mode === 'going') this.#mode = 'letting-go';
      return factsOf(step.key, result, clock.now());
    } catch (error) {
      log.error({ error, runId: frame.identity.runId, node: step.key }, 'a step could not be run');
      return [defectiveStep(step.key)];
    }
  }

  /**
   * True = the request may leave now. One that may be repeated need not wait for its own intent, but for the answers before it:
   * it may carry their values, and nothing that was followed by another request is to be sent again.
   */
  #beforeSend(intent: IntentFact, mustBeDurable: boolean): boolean | Promise<boolean> {
    if (this.#mode !== 'going' || this.#earlyEnd() !== undefined) return false;
    if (mustBeDurable || !this.#journal.isFenced) return this.#note([intent]).then((kept) => kept && this.#maySend());
    this.#noteInPassing([intent]);
    const kept = this.#journal.answersKept();
    return typeof kept === 'boolean' ? kept && this.#maySend() : kept.then((isKept) => isKept && this.#maySend());
  }

  #maySend(): boolean {
    return this.#mode === 'going' && this.#earlyEnd() === undefined && this.#settings.maySend();
  }

  #close(closing: Closing): void {
    this.#mode = 'closing';
    void this.#journal.close(closing).then((outcome) => {
      if (outcome === 'kept') this.#leave();
    });
  }

  #afterLoss(loss: JournalLoss): void {
    if (loss.why === 'refused') {
      this.#afterRefusal(loss.facts);
      return;
    }
    this.drop();
    // Should the ledger still hold the run as ours (an earlier owner's entry came in between), anyone may go on with it.
    const { ledger, owned, outage } = this.#settings;
    ledger.park(owned, undefined, { why: 'released' }).catch((error: unknown) => {
      outage.noticed(error);
    });
  }

  #afterRefusal(facts: readonly Fact[]): void {
    const { log, owned } = this.#settings;
    if (this.#lastWords !== undefined) {
      log.error({ runId: owned.runId }, 'the ledger refuses even the end of a run; it stays open');
      this.drop();
      return;
    }
    log.error({ runId: owned.runId, kinds: facts.map(({ kind }) => kind) }, 'the ledger refused the facts of a run');
    this.#fail(withoutContents(facts), unstorableError);
  }

  /** Ends the run as FAILED once nothing is in flight; these facts are all that is still written. */
  #fail(facts: readonly Fact[], error?: { code: string; message: string }): void {
    this.#lastWords ??= { facts: [], error: error ?? unstorableError };
    this.#lastWords.facts.push(...facts);
    this.#mode = 'failing';
    this.interrupt();
    if (this.#inFlight.size > 0) return;
    this.#journal.replacePending(this.#lastWords.facts);
    this.#close({
      how: 'end',
      end: { status: 'FAILED', error: this.#lastWords.error, variables: {}, externalIds: [] },
    });
  }

  #leave(): void {
    if (this.#mode === 'gone') return;
    this.#mode = 'gone';
    this.#held.leave();
    this.#presence.end();
    this.#settings.onGone();
  }

  #nowMs(): number {
    return this.#settings.clock.now().getTime();
  }

  #dueByMs(): number {
    return Math.max(this.#nowMs(), this.#settings.dueByMs);
  }
}
