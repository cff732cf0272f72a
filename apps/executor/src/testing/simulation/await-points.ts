/**
 * What may befall a process at a point where it waits.
 * - `dies-before`: nothing of what it asked for comes to pass. `dies-after`: it does, and the answer finds nobody.
 * - `stops-before`: stopped for longer than its lease, it asks when it goes on. `stops-after`: it hears the answer then.
 * - `fails`: the other side is away. `answer-lost`: the other side did it, and the connection broke before it said so.
 */
export type Harm = 'dies-before' | 'dies-after' | 'stops-before' | 'stops-after' | 'fails' | 'answer-lost';

export const DEATHS_AND_STOPS: readonly Harm[] = ['dies-before', 'dies-after', 'stops-before', 'stops-after'];
/** For what may also be away. */
export const ALL_HARMS: readonly Harm[] = [...DEATHS_AND_STOPS, 'fails', 'answer-lost'];
/** A process that sleeps can die and be stopped. */
export const WHILE_ASLEEP: readonly Harm[] = ['dies-before', 'stops-before'];

/** A moment at which a process waits for something outside of it. Numbered in the order in which a play reaches them. */
export interface AwaitPoint {
  number: number;
  who: string;
  /** Port and method, as `ledger.append`. */
  what: string;
  /** What may happen here. */
  harms: readonly Harm[];
  /** What did. */
  harm: Harm | undefined;
}

/** Decides what befalls whom. */
export type Fate = (point: Omit<AwaitPoint, 'harm'>) => Harm | undefined;

/** Counts the points that a play reaches, whatever code reaches them: a new one is harmed without anybody naming it. */
export class AwaitPoints {
  readonly reached: AwaitPoint[] = [];
  readonly #fate: Fate;

  constructor(fate: Fate) {
    this.#fate = fate;
  }

  reach(who: string, what: string, harms: readonly Harm[]): Harm | undefined {
    const point = { number: this.reached.length + 1, who, what, harms };
    const harm = this.#fate(point);
    this.reached.push({ ...point, harm });
    return harm;
  }
}
