import type { Harm } from './await-points.ts';
import type { Played } from './play.ts';
import type { Counts } from './watch.ts';

/** What each count is, for people. */
const NAMES: Record<keyof Counts, string> = {
  receipts: 'requests that arrived',
  inDoubt: 'requests in doubt, known as such',
  repeats: 'repeated, all known to be in doubt or refused, or declared idempotent',
  idempotentRepeats: 'of those, declared idempotent',
  behindCheck: 'sent by a process that was stopped behind its last check (counted apart, same key)',
  takenOver: 'runs taken over from another executor',
  refusedWrites: 'writes that the fence refused',
  reviews: 'decisions left to a person',
};

/** Without these a simulation proves nothing. */
const NEEDED: readonly (keyof Counts)[] = ['inDoubt', 'behindCheck', 'takenOver', 'refusedWrites', 'reviews'];

/** Plays added up. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #harms = new Map<Harm, number>();
  #plays = 0;

  add({ counts, points }: Played): void {
    this.#plays += 1;
    for (const [name, count] of Object.entries(counts)) this.#count(this.#counts, name, count as number);
    for (const { harm } of points) if (harm !== undefined) this.#count(this.#harms, harm, 1);
  }

  /** What should have happened in some play and did not. */
  missing(): string[] {
    return NEEDED.filter((name) => (this.#counts.get(name) ?? 0) === 0).map((name) => NAMES[name]);
  }

  toString(): string {
    const rows: [number, string][] = [
      [this.#plays, 'plays'],
      ...[...this.#harms].map(([harm, count]): [number, string] => [count, `times: ${harm}`]),
      ...Object.entries(NAMES).map(([name, told]): [number, string] => [this.#counts.get(name) ?? 0, told]),
    ];
    const missing = this.missing().map((told) => `\nproves nothing: 0 ${told}`);
    return rows.map(([count, told]) => `${String(count).padStart(9)}  ${told}`).join('\n') + missing.join('');
  }

  #count<Key>(counts: Map<Key, number>, key: Key, by: number): void {
    counts.set(key, (counts.get(key) ?? 0) + by);
  }
}
