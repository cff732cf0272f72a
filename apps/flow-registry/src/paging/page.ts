/** One page to read: at most `first` rows behind the cursor `after`. */
export interface PageRequest {
  first: number;
  after: Cursor | undefined;
  /** Whether the page says how many rows fit altogether; counting costs another look. */
  withTotal?: boolean;
}

/** Where a row stands in its list: by time, then by id. The time is in whole milliseconds. */
export interface Cursor {
  at: Date;
  id: string;
}

/** Rows in the list's order, and whether more follow. */
export interface Page<Row> {
  rows: readonly Row[];
  hasMore: boolean;
  /** How many fit on all pages together; there when it was asked for. */
  total?: number;
}

/** Makes a page of rows that were read with a limit of `first + 1`: the one too many says that more follow. */
export function pageOf<Row>(rows: readonly Row[], first: number): Page<Row> {
  return { rows: rows.slice(0, first), hasMore: rows.length > first };
}

/** The page with its total, if that was asked for. A first page that is the last one has counted its rows already. */
export async function withTotal<Row>(
  page: Page<Row>,
  request: PageRequest,
  count: () => Promise<number>,
): Promise<Page<Row>> {
  if (request.withTotal !== true) return page;
  const isWhole = request.after === undefined && !page.hasMore;
  return { ...page, total: isWhole ? page.rows.length : await count() };
}

/** Cuts a page from a short list that is held whole, newest first. */
export function pageOfAll<Row>(all: readonly Row[], request: PageRequest, cursorOf: (row: Row) => Cursor): Page<Row> {
  const sorted = [...all].sort((a, b) => compare(cursorOf(b), cursorOf(a)));
  const after = request.after;
  const behind = after === undefined ? sorted : sorted.filter((row) => compare(cursorOf(row), after) < 0);
  return { ...pageOf(behind, request.first), total: all.length };
}

function compare(a: Cursor, b: Cursor): number {
  const byTime = a.at.getTime() - b.at.getTime();
  if (byTime !== 0) return byTime;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
