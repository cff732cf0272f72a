/** Of five places four go to live requests and one to a retry, while both wait. */
const TURNS = 5;

/** First come, first served, but for retries beside live requests: a target that is back must not serve its past first. */
export class FairQueue<Item> {
  readonly #live: Item[] = [];
  readonly #retries: Item[] = [];
  #turn = 0;

  get size(): number {
    return this.#live.length + this.#retries.length;
  }

  get retryCount(): number {
    return this.#retries.length;
  }

  push(item: Item, isRetry: boolean): void {
    (isRetry ? this.#retries : this.#live).push(item);
  }

  /** Takes out whose turn it is. */
  shift(): Item | undefined {
    if (this.#live.length === 0) return this.#retries.shift();
    if (this.#retries.length === 0) return this.#live.shift();
    this.#turn = (this.#turn + 1) % TURNS;
    return this.#turn === 0 ? this.#retries.shift() : this.#live.shift();
  }

  /** The first of each kind, none of which has waited shorter than those behind it. */
  firsts(): Item[] {
    return [...this.#live.slice(0, 1), ...this.#retries.slice(0, 1)];
  }

  remove(item: Item): void {
    for (const queue of [this.#live, this.#retries]) {
      const at = queue.indexOf(item);
      if (at !== -1) queue.splice(at, 1);
    }
  }
}
