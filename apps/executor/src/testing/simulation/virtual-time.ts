import type { SeededRandom } from './seeded-random.ts';

interface Happening {
  atMs: number;
  /** Decides between those of the same moment. */
  order: number;
  act: () => void;
}

const START = new Date('2026-11-20T09:00:00Z').getTime();

/** Time that passes only from one happening to the next. What falls on the same moment comes in an order that the seed decides. */
export class VirtualTime {
  readonly #random: SeededRandom;
  /** The next one is the last. */
  readonly #happenings: Happening[] = [];
  #nowMs = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** Milliseconds since the beginning. */
  get nowMs(): number {
    return this.#nowMs;
  }

  now(): Date {
    return new Date(START + this.#nowMs);
  }

  /** Lets something happen later. The result takes it back. */
  after(delayMs: number, act: () => void): () => void {
    const happening = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#random.next(), act };
    this.#happenings.splice(this.#placeOf(happening), 0, happening);
    return () => {
      const index = this.#happenings.indexOf(happening);
      if (index >= 0) this.#happenings.splice(index, 1);
    };
  }

  /** The next happening, and all that follows from it without time passing. False: nothing will ever happen again. */
  async step(): Promise<boolean> {
    const next = this.#happenings.pop();
    if (next === undefined) return false;
    this.#nowMs = next.atMs;
    next.act();
    await untilQuiet();
    return true;
  }

  #placeOf({ atMs, order }: Happening): number {
    let low = 0;
    let high = this.#happenings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#happenings[middle];
      const isLater = other !== undefined && (other.atMs > atMs || (other.atMs === atMs && other.order > order));
      if (isLater) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What a happening sets in motion may go on in the next turn of the event loop (a journal gathers facts so), no further. */
async function untilQuiet(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
