import type { RowName } from './acceptance-rows.ts';

/** A row, or a part of one, that has no test yet. */
export interface ExceptedRow {
  readonly row: RowName;
  /** What of it is missing; left out: all of it, and no suite may declare the row. */
  readonly part?: string;
  readonly why: string;
}

/** Whoever builds what is missing takes the line out; every other row has its test. */
export const exceptedRows: readonly ExceptedRow[] = [
  {
    row: 'C7',
    part: 'the client certificate of a profile is shown to the target',
    why: 'The vault does not keep client certificates yet; what is said without one is tested.',
  },
  { row: 'E6', why: 'Runs cannot be replayed yet, neither by the API nor in the Studio.' },
  { row: 'E7', why: 'Runs cannot be replayed yet, so there is no bulk replay with a plan either.' },
  {
    row: 'E11',
    part: 'a target is paused and resumed',
    why: 'Targets have no settings and no page yet; the pause of an action is tested.',
  },
  {
    row: 'F5',
    part: 'a replay is usable at 390 px',
    why: 'Runs cannot be replayed yet; lists, runs and builder are tested.',
  },
];
