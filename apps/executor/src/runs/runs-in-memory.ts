import type { ActiveRun } from './active-run.ts';
import type { RunId } from './run-ledger.ts';

/**
 * The runs that this process drives, by their ids. What the Map holds is emptied when a run leaves: a Map whose places are used
 * up goes on in a new table, and the former one, once it is old, is taken for alive until the next full collection of garbage,
 * with all that stood in it. Holding the runs themselves, it would make each of them outlive its end by seconds.
 */
export class RunsInMemory implements Iterable<ActiveRun> {
  readonly #places = new Map<RunId, { run: ActiveRun | undefined }>();

  get size(): number {
    return this.#places.size;
  }

  get(runId: RunId): ActiveRun | undefined {
    return this.#places.get(runId)?.run;
  }

  ids(): RunId[] {
    return [...this.#places.keys()];
  }

  add(runId: RunId, run: ActiveRun): void {
    this.#places.set(runId, { run });
  }

  /** False when another run has that place, or none. */
  remove(runId: RunId, run: ActiveRun): boolean {
    const place = this.#places.get(runId);
    if (place?.run !== run) return false;
    place.run = undefined;
    return this.#places.delete(runId);
  }

  *[Symbol.iterator](): Iterator<ActiveRun> {
    for (const { run } of this.#places.values()) if (run !== undefined) yield run;
  }
}
