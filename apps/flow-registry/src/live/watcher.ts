import type { RunHistoryRow } from '@aftercall/wire-format';

/** What one watcher is told of at a time. */
export interface RunChange {
  /** The same object for all watchers of the same batch: what one of them looks up besides, the others need not. */
  batch: object;
  /** By id, as they are now. */
  rows: readonly RunHistoryRow[];
  mayHaveMissed: boolean;
}

/** Beyond it a watcher that takes nothing is told to read again instead. */
const MAX_WAITING = 1000;

/**
 * Runs on their way to one watcher: the newest state of each until it is taken, so that a slow watcher costs bounded memory
 * and still misses nothing. Iterated by one reader.
 */
export class Watcher implements AsyncIterableIterator<RunChange> {
  private waiting = new Map<string, RunHistoryRow>();
  private mayHaveMissed = false;
  private batch: object = {};
  private isOver = false;
  private wake: (() => void) | undefined;

  /** @param wanted - what is asked of the watched runs; `onEnd` is called once. */
  constructor(
    private readonly wanted: { id?: string | undefined; wants: (row: RunHistoryRow) => boolean },
    private readonly onEnd: (watcher: Watcher) => void,
  ) {}

  wantsId(id: string): boolean {
    return this.wanted.id === undefined || this.wanted.id === id;
  }

  put(rows: readonly RunHistoryRow[], batch: object): void {
    this.batch = batch;
    for (const row of rows) {
      if (this.wantsId(row.run_id) && this.wanted.wants(row)) this.waiting.set(row.run_id, row);
    }
    if (this.waiting.size > MAX_WAITING) this.miss();
    else if (this.waiting.size > 0) this.wake?.();
  }

  /** Something may have happened that nobody can name. */
  miss(): void {
    if (this.waiting.size > MAX_WAITING) this.waiting = new Map();
    this.mayHaveMissed = true;
    this.wake?.();
  }

  async next(): Promise<IteratorResult<RunChange, undefined>> {
    while (!this.isOver && this.waiting.size === 0 && !this.mayHaveMissed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.wake = undefined;
    if (this.isOver) return { done: true, value: undefined };
    const value = { batch: this.batch, rows: [...this.waiting.values()], mayHaveMissed: this.mayHaveMissed };
    this.waiting = new Map();
    this.mayHaveMissed = false;
    this.batch = {};
    return { done: false, value };
  }

  return(): Promise<IteratorResult<RunChange, undefined>> {
    if (!this.isOver) this.onEnd(this);
    this.isOver = true;
    this.wake?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
