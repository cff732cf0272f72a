/** What a run costs beside its data: its state, its promises, its place in lanes. */
const BYTES_PER_RUN = 8 * 1024;
const BYTES_PER_VALUE = 16;

export interface MemoryLimits {
  runs: number;
  /** Of calls' data and of answers, as they stand in memory. */
  bytes: number;
}

/** How many runs a process may hold, by their number and by what they hold: calls and answers differ a thousandfold. */
export class RunMemory {
  readonly #limits: MemoryLimits;
  #runs = 0;
  #bytes = 0;

  constructor(limits: MemoryLimits) {
    this.#limits = limits;
  }

  /** How many more runs may come, if they are like those that are here. */
  get room(): number {
    const bytesPerRun = this.#runs === 0 ? BYTES_PER_RUN : this.#bytes / this.#runs;
    const byBytes = Math.ceil((this.#limits.bytes - this.#bytes) / bytesPerRun);
    return Math.max(0, Math.min(this.#limits.runs - this.#runs, byBytes));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A run comes in with its call's data. */
  hold(data: unknown): HeldRun {
    this.#runs += 1;
    let own = BYTES_PER_RUN + roughBytes(data);
    this.#bytes += own;
    return {
      grow: (bytes) => {
        own += bytes;
        this.#bytes += bytes;
      },
      leave: () => {
        this.#runs -= 1;
        this.#bytes -= own;
      },
    };
  }
}

/** One run's share. */
export interface HeldRun {
  /** It got an answer of that size. */
  grow(bytes: number): void;
  /** To be called once. */
  leave(): void;
}

/** About as many bytes as a JSON value takes in memory: exact enough for a bound, and far quicker than making its text. */
export function roughBytes(value: unknown): number {
  if (typeof value === 'string') return BYTES_PER_VALUE + value.length;
  if (typeof value !== 'object' || value === null) return BYTES_PER_VALUE;
  let bytes = BYTES_PER_VALUE;
  if (Array.isArray(value)) for (const member of value) bytes += BYTES_PER_VALUE + roughBytes(member);
  else for (const name in value) bytes += BYTES_PER_VALUE + roughBytes(value[name as keyof typeof value]);
  return bytes;
}
