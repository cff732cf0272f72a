/** Rows that stay where they are, with what is known of them now. */
export interface FrozenList<Row> {
  readonly rows: readonly Row[];
  /** Rows that came since; shown when somebody asks for them. */
  readonly newCount: number;
  /** There may be more new ones than were read. */
  readonly hasMoreNew: boolean;
}

/**
 * Puts the latest reading over the rows on the screen: each row is brought up to date in its place, none is added, moved or
 * taken away, so that nothing moves under a pointer.
 */
export function freezeList<Row extends { readonly id: string }>(
  shown: readonly Row[],
  latest: readonly Row[] | undefined,
): FrozenList<Row> {
  if (latest === undefined) return { rows: shown, newCount: 0, hasMoreNew: false };
  const known = new Set(shown.map(({ id }) => id));
  const now = new Map(latest.map((row) => [row.id, row]));
  const newCount = latest.filter(({ id }) => !known.has(id)).length;
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    newCount,
    hasMoreNew: newCount > 0 && newCount === latest.length && shown.length > 0,
  };
}

/** Runs as they changed. */
export interface ListChange<Row> {
  readonly runs: readonly Row[];
  /** Those that do not fit the filter any more. */
  readonly leftIds: readonly string[];
}

/** As many rows as are kept of what is new; more are counted as "and more". */
const MAX_LATEST = 200;

/** The latest reading, after a change: what is known takes its place, what is new comes first. */
export function mergeChange<Row extends { readonly id: string }>(
  latest: readonly Row[],
  { runs, leftIds }: ListChange<Row>,
): readonly Row[] {
  const changed = new Map(runs.map((row) => [row.id, row]));
  const left = new Set(leftIds);
  const known = new Set(latest.map(({ id }) => id));
  const kept = latest.filter(({ id }) => !left.has(id)).map((row) => changed.get(row.id) ?? row);
  return [...runs.filter(({ id }) => !known.has(id)), ...kept].slice(0, MAX_LATEST);
}
