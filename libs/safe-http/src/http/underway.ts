import type { Exchange } from './exchange.ts';

/** Where one exchange stands while it is under way. */
export interface Place {
  exchange: Exchange | undefined;
}

/**
 * The exchanges that have not ended. Places are emptied when they are given back: a Set whose places are used up goes on in a new
 * table, and the former one, once it is old, is taken for alive until the next full collection of garbage, with all that stood in
 * it: here, answers with their bodies.
 */
export class Underway {
  readonly #places = new Set<Place>();

  add(exchange: Exchange): Place {
    const place = { exchange };
    this.#places.add(place);
    return place;
  }

  remove(place: Place): void {
    place.exchange = undefined;
    this.#places.delete(place);
  }

  exchanges(): Exchange[] {
    return [...this.#places].flatMap(({ exchange }) => exchange ?? []);
  }
}
