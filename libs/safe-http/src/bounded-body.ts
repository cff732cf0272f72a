import { firstBodyBytes } from './limits.ts';

const NOTHING = Buffer.alloc(0);

/**
 * Collects a body up to a limit in one piece of memory that doubles as needed. A list of chunks would not do: a target
 * that sends a megabyte in chunks of one byte would cost a hundred times that.
 */
export class BoundedBody {
  readonly #limitBytes: number;
  #memory: Buffer = NOTHING;
  #usedBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Takes what fits; false when not all of it did. */
  append(chunk: Buffer): boolean {
    const fitting = chunk.subarray(0, this.#limitBytes - this.#usedBytes);
    if (this.#usedBytes === 0) {
      // Most bodies come in one piece: it is taken as it is, and copied only should another follow.
      this.#memory = fitting;
    } else {
      this.#makeRoom(this.#usedBytes + fitting.length);
      fitting.copy(this.#memory, this.#usedBytes);
    }
    this.#usedBytes += fitting.length;
    return fitting.length === chunk.length;
  }

  /** All that was taken. */
  bytes(): Buffer {
    return this.#memory.subarray(0, this.#usedBytes);
  }

  #makeRoom(neededBytes: number): void {
    if (neededBytes <= this.#memory.length) return;
    const wanted = Math.max(neededBytes, 2 * this.#memory.length, firstBodyBytes);
    const larger = Buffer.alloc(Math.min(wanted, this.#limitBytes));
    this.#memory.copy(larger, 0, 0, this.#usedBytes);
    this.#memory = larger;
  }
}
