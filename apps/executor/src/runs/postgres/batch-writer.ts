/** How many rows, bytes and milliseconds a batch may gather while the writer is busy. */
const MAX_ROWS = 128;
const MAX_BYTES = 256 * 1024;
const MAX_AGE_MS = 8;
/** A writer that began a batch less than this ago is busy, answered or not: each statement costs what ten rows do. */
const BUSY_MS = 20;
/** While one batch waits for its commit others are being sent. */
const MAX_IN_FLIGHT = 2;

interface Settings<Row, Result> {
  /** Writes rows together or not at all; one result per row, in order. */
  write: (rows: readonly Row[]) => Promise<Result[]>;
  bytesOf: (row: Row) => number;
  /** True when an error speaks of the rows themselves and not of the database. */
  isRefusal: (error: unknown) => boolean;
  /** What becomes of a row that is refused when it stands alone. */
  afterRefusal: (row: Row, error: unknown) => Promise<Result>;
}

interface Waiting<Row, Result> {
  row: Row;
  since: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: what arrives in the same turn of the event loop, or while the writer is busy, is written together. An
 * idle writer waits for nobody. A batch that is refused for its data is halved until the bad row stands alone, so that it
 * fails alone.
 */
export class BatchWriter<Row, Result> {
  readonly #settings: Settings<Row, Result>;
  readonly #queue: Waiting<Row, Result>[] = [];
  #inFlight = 0;
  /** Since when the first row of each batch under way has been waiting. */
  readonly #sinceInFlight = new Set<{ since: number }>();
  #isScheduled = false;
  #lastBatchMs = -Infinity;

  constructor(settings: Settings<Row, Result>) {
    this.#settings = settings;
  }

  write(row: Row): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ row, since: performance.now(), resolve, reject });
      if (this.#queue.length >= MAX_ROWS) this.#flush();
      else this.#schedule(0);
    });
  }

  /** How long the row that has waited longest has been waiting for its commit. */
  oldestMs(): number {
    const sinces = [...this.#sinceInFlight, ...this.#queue.slice(0, 1)].map(({ since }) => since);
    return sinces.length === 0 ? 0 : performance.now() - Math.min(...sinces);
  }

  #schedule(delayMs: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const flush = (): void => {
      this.#isScheduled = false;
      this.#flush();
    };
    if (delayMs > 0) setTimeout(flush, delayMs);
    else setImmediate(flush);
  }

  #flush(): void {
    while (this.#queue.length > 0 && this.#inFlight < MAX_IN_FLIGHT) {
      const batch = this.#nextBatch();
      const nowMs = performance.now();
      const ageMs = nowMs - (this.#queue[0]?.since ?? 0);
      if (!batch.isFull && ageMs < MAX_AGE_MS && this.#isBusy(nowMs)) {
        this.#schedule(Math.max(1, MAX_AGE_MS - ageMs));
        return;
      }
      this.#lastBatchMs = nowMs;
      const waiting = this.#queue.splice(0, batch.size);
      const since = { since: waiting[0]?.since ?? 0 };
      this.#inFlight += 1;
      this.#sinceInFlight.add(since);
      void this.#writeBatch(waiting).finally(() => {
        this.#inFlight -= 1;
        this.#sinceInFlight.delete(since);
        this.#flush();
      });
    }
  }

  #isBusy(nowMs: number): boolean {
    return this.#inFlight > 0 || nowMs - this.#lastBatchMs < BUSY_MS;
  }

  #nextBatch(): { size: number; isFull: boolean } {
    let bytes = 0;
    let size = 0;
    for (const { row } of this.#queue) {
      bytes += this.#settings.bytesOf(row);
      if (size > 0 && bytes > MAX_BYTES) return { size, isFull: true };
      size += 1;
      if (size === MAX_ROWS) return { size, isFull: true };
    }
    return { size, isFull: false };
  }

  async #writeBatch(waiting: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#settings.write(waiting.map(({ row }) => row));
      for (const [index, { resolve }] of waiting.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (this.#settings.isRefusal(error)) await this.#halve(waiting, error);
      else for (const { reject } of waiting) reject(error);
    }
  }

  async #halve(waiting: readonly Waiting<Row, Result>[], error: unknown): Promise<void> {
    const [first] = waiting;
    if (first !== undefined && waiting.length === 1) {
      await this.#settings.afterRefusal(first.row, error).then(first.resolve, first.reject);
      return;
    }
    const middle = waiting.length >> 1;
    await this.#writeBatch(waiting.slice(0, middle));
    await this.#writeBatch(waiting.slice(middle));
  }
}
