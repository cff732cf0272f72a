import type { FlowDocument } from '@aftercall/flow-model';
import { isSameFlow } from './same-flow.ts';
import type { DraftServer, LocalDrafts, SavedDraft, SaveOutcome, Timers } from './draft-server.ts';

/** How long nothing may change before what changed is sent. */
const QUIET_MS = 800;
/** Between tries while the registry is away. */
const RETRY_MS: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000];

/** How the draft on the screen and the one in the registry stand to each other. */
export type SaveState =
  | { readonly type: 'saved'; readonly at: Date }
  /** Changed, or on its way. */
  | { readonly type: 'saving' }
  | { readonly type: 'offline' }
  | { readonly type: 'signedOut' }
  | { readonly type: 'conflict'; readonly theirs: SavedDraft }
  | { readonly type: 'refused'; readonly problem: string };

interface Options {
  readonly actionId: string;
  readonly server: DraftServer;
  readonly local: LocalDrafts;
  readonly timers: Timers;
}

/**
 * Sends the draft to the registry 800 ms after its last change, one save at a time, each on the revision that the one
 * before it made. What is not saved yet is kept in this browser. When somebody else saved meanwhile it stops, and goes on
 * once the author has decided.
 */
export class Autosave {
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  #state: SaveState;
  #revision: number;
  /** Changed since the last save that was begun. */
  #pending: FlowDocument | undefined;
  #sending: FlowDocument | undefined;
  #failures = 0;
  #stopTimer: () => void = () => undefined;
  #isEnded = false;

  constructor(saved: Pick<SavedDraft, 'revision' | 'savedAt'>, options: Options) {
    this.#options = options;
    this.#revision = saved.revision;
    this.#state = { type: 'saved', at: saved.savedAt };
  }

  get state(): SaveState {
    return this.#state;
  }

  /** The registry's revision that the next save stands on. */
  get revision(): number {
    return this.#revision;
  }

  /** Nothing is waiting, on its way or in conflict. */
  get isSettled(): boolean {
    return this.#pending === undefined && this.#sending === undefined && this.#state.type === 'saved';
  }

  /** The draft has changed. */
  changed(flow: FlowDocument): void {
    this.#pending = flow;
    void this.#keepLocally(flow);
    if (this.#isHeld()) return;
    if (this.#state.type !== 'offline') this.#become({ type: 'saving' });
    if (this.#sending === undefined) this.#wait(QUIET_MS);
  }

  /** Saves at once what is waiting. */
  saveNow(): void {
    if (this.#pending === undefined || this.#sending !== undefined || this.#state.type === 'conflict') return;
    this.#stopTimer();
    void this.#send();
  }

  /** Saves what is waiting, and resolves once it is decided: true when everything is saved. */
  async settled(): Promise<boolean> {
    this.saveNow();
    while (this.#sending !== undefined) await new Promise<void>((resolve) => this.#once(resolve));
    if (this.#pending !== undefined && this.#state.type === 'saving') return this.settled();
    return this.isSettled;
  }

  /** The network is back, or somebody signed in again: what waits is sent. */
  tryAgain(): void {
    if (this.#state.type !== 'offline' && this.#state.type !== 'signedOut') return;
    this.#failures = 0;
    this.saveNow();
  }

  /** The author took the other's draft, or put their own aside: work goes on from `theirs`. */
  takeTheirs(theirs: SavedDraft): void {
    this.#pending = undefined;
    this.#failures = 0;
    this.#revision = theirs.revision;
    this.#stopTimer();
    this.#become({ type: 'saved', at: theirs.savedAt });
    void this.#forgetLocally();
  }

  /** Calls `listener` after each change of state. Returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The page is left: what waits is sent, and nothing after that. */
  end(): void {
    this.saveNow();
    this.#isEnded = true;
    this.#stopTimer();
  }

  #once(listener: () => void): void {
    const end = this.subscribe(() => {
      end();
      listener();
    });
  }

  #isHeld(): boolean {
    return this.#state.type === 'conflict' || this.#state.type === 'signedOut';
  }

  #wait(delayMs: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#options.timers.after(delayMs, () => void this.#send());
  }

  async #send(): Promise<void> {
    const flow = this.#pending;
    if (flow === undefined || this.#sending !== undefined) return;
    this.#pending = undefined;
    this.#sending = flow;
    if (this.#state.type !== 'offline') this.#become({ type: 'saving' });
    const outcome = await this.#options.server.save({ flow, expectedRevision: this.#revision });
    this.#sending = undefined;
    this.#settle(flow, outcome);
  }

  #settle(flow: FlowDocument, outcome: SaveOutcome): void {
    switch (outcome.type) {
      case 'saved':
        this.#saved(outcome.draft);
        return;
      case 'stale':
        // A save whose answer was lost: what the registry has is what was sent.
        if (isSameFlow(outcome.theirs.flow, flow)) this.#saved(outcome.theirs);
        else this.#hold(flow, { type: 'conflict', theirs: outcome.theirs });
        return;
      case 'signedOut':
        this.#hold(flow, { type: 'signedOut' });
        return;
      case 'refused':
        this.#hold(flow, { type: 'refused', problem: outcome.problem });
        return;
      case 'unreachable':
        this.#hold(flow, { type: 'offline' });
        if (!this.#isEnded) this.#wait(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? QUIET_MS);
        this.#failures += 1;
        return;
      default:
        outcome satisfies never;
    }
  }

  #saved({ revision, savedAt }: Pick<SavedDraft, 'revision' | 'savedAt'>): void {
    this.#revision = revision;
    this.#failures = 0;
    if (this.#pending === undefined) {
      this.#become({ type: 'saved', at: savedAt });
      void this.#forgetLocally();
      return;
    }
    void this.#keepLocally(this.#pending);
    this.#become({ type: 'saving' });
    if (!this.#isEnded) this.#wait(QUIET_MS);
  }

  /** What was changed meanwhile is newer than what was sent. */
  #hold(flow: FlowDocument, state: SaveState): void {
    this.#pending ??= flow;
    this.#become(state);
  }

  #become(state: SaveState): void {
    if (state.type === 'saving' && this.#state.type === 'saving') return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  async #keepLocally(flow: FlowDocument): Promise<void> {
    const { actionId, local, timers } = this.#options;
    await local.put(actionId, { flow, revision: this.#revision, at: timers.now() });
  }

  async #forgetLocally(): Promise<void> {
    await this.#options.local.remove(this.#options.actionId);
  }
}
