import type { FlowDocument } from '@aftercall/flow-model';
import { temporal } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EditOutcome } from '../edit/edit-outcome.ts';

/** Undo goes back so far. */
const STEPS = 200;
/** Edits of one field that follow each other faster are one step of the history. */
const BURST_MS = 500;

/** The draft as it stands on the screen. What is selected or looked at is kept elsewhere: undo does not touch it. */
export interface DraftState {
  readonly flow: FlowDocument;
  /** The edit that led here, in words; empty for what was loaded. */
  readonly says: string;
}

export type Edit = (flow: FlowDocument) => EditOutcome;

/** What is told of an edit that went well. */
export interface EditDone {
  readonly says: string;
  readonly select?: readonly string[] | undefined;
}

interface Options {
  /** Milliseconds, for telling bursts apart. */
  readonly now: () => number;
}

/**
 * The draft with its history. Each edit is one step of it, but for bursts: edits with the same `burst` that follow each
 * other within half a second are one. A drag is one edit, made when it ends, so there is nothing to pause meanwhile.
 */
export class DraftStore {
  readonly store: StoreApi<DraftState>;
  readonly #history: StoreApi<HistoryState>;
  readonly #now: () => number;
  #burst: { name: string; at: number } | undefined;
  #isMerging = false;

  constructor(flow: FlowDocument, { now }: Options) {
    this.#now = now;
    const store = createStore<DraftState>()(
      temporal(() => ({ flow, says: '' }), {
        limit: STEPS,
        equality: (past, current) => past.flow === current.flow,
        handleSet: (record) => (past, replace, current) => {
          if (!this.#isMerging)
            (record as (past: unknown, replace: unknown, current: unknown) => void)(past, replace, current);
        },
      }),
    );
    this.store = store;
    this.#history = store.temporal;
  }

  get flow(): FlowDocument {
    return this.store.getState().flow;
  }

  /**
   * Carries out an edit.
   * @param burst - names the field that is being typed into; left out, the edit stands for itself
   */
  edit(edit: Edit, burst?: string): ({ ok: true } & EditDone) | { ok: false; problem: string } {
    const outcome = edit(this.flow);
    if (!outcome.ok) return outcome;
    this.#isMerging = this.#isWithin(burst);
    try {
      this.store.setState({ flow: outcome.flow, says: outcome.says });
    } finally {
      this.#isMerging = false;
    }
    this.#burst = burst === undefined ? undefined : { name: burst, at: this.#now() };
    return { ok: true, says: outcome.says, select: outcome.select };
  }

  /** Goes one step back. Returns what was undone, in words; undefined when there is nothing. */
  undo(): string | undefined {
    const { says } = this.store.getState();
    if (!this.canUndo) return undefined;
    this.#burst = undefined;
    this.#history.getState().undo();
    return says;
  }

  /** Goes one step forward again. Returns what was redone, in words. */
  redo(): string | undefined {
    if (!this.canRedo) return undefined;
    this.#burst = undefined;
    this.#history.getState().redo();
    return this.store.getState().says;
  }

  /** Another flow takes the place of this one, without a way back: a newer draft, or the published version. */
  load(flow: FlowDocument): void {
    this.#isMerging = true;
    this.store.setState({ flow, says: '' });
    this.#isMerging = false;
    this.forget();
  }

  /** Begins the history anew at what stands there now. */
  forget(): void {
    this.#burst = undefined;
    this.#history.getState().clear();
  }

  /** How many steps Undo can go back. */
  get stepCount(): number {
    return this.#history.getState().pastStates.length;
  }

  get canUndo(): boolean {
    return this.stepCount > 0;
  }

  get canRedo(): boolean {
    return this.#history.getState().futureStates.length > 0;
  }

  /** What Undo would take back and Redo would bring again, in words. */
  get nextSteps(): { readonly undo: string | undefined; readonly redo: string | undefined } {
    const redo = this.#history.getState().futureStates.at(-1)?.says;
    return { undo: this.canUndo ? this.store.getState().says : undefined, redo };
  }

  /** Calls `listener` after each change of the flow or of its history. Returns what ends that. */
  subscribe(listener: () => void): () => void {
    const ends = [this.store.subscribe(listener), this.#history.subscribe(listener)];
    return () => {
      for (const end of ends) end();
    };
  }

  #isWithin(burst: string | undefined): boolean {
    const last = this.#burst;
    return burst !== undefined && last?.name === burst && this.#now() - last.at <= BURST_MS;
  }
}

interface HistoryState {
  pastStates: Partial<DraftState>[];
  futureStates: Partial<DraftState>[];
  undo: (steps?: number) => void;
  redo: (steps?: number) => void;
  clear: () => void;
}
