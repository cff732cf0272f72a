import type { VirtualTime } from './virtual-time.ts';

/**
 * Who did what at which virtual time, for people. Putting it in words costs more than the play: it is written only when it is
 * asked for, which may be afterwards, because the same play comes out the same.
 */
export class History {
  readonly #time: VirtualTime;
  readonly #isWritten: boolean;
  readonly #lines: { atMs: number; who: string; what: string }[] = [];

  constructor(time: VirtualTime, isWritten: boolean) {
    this.#time = time;
    this.#isWritten = isWritten;
  }

  note(who: string, say: () => string): void {
    if (this.#isWritten) this.#lines.push({ atMs: this.#time.nowMs, who, what: say() });
  }

  toString(): string {
    const width = Math.max(...this.#lines.map(({ who }) => who.length), 0);
    return this.#lines
      .map(({ atMs, who, what }) => `${(atMs / 1000).toFixed(3).padStart(9)} s  ${who.padEnd(width)}  ${what}`)
      .join('\n');
  }
}
