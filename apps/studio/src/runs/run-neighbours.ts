const key = 'aftercall.run-list';

/** Keeps the order of the list that was last looked at, so that a run's page can go to the one before and after. */
export function rememberRunList(ids: readonly string[]): void {
  if (ids.length > 0) sessionStorage.setItem(key, JSON.stringify(ids));
}

/** Where a run stands in the list that was last looked at. */
export interface Neighbours {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** From 1. */
  readonly at: number;
  readonly count: number;
}

/** Undefined when the run was not in that list. */
export function neighboursOf(id: string): Neighbours | undefined {
  const ids = readIds();
  const at = ids.indexOf(id);
  return at < 0 ? undefined : { before: ids[at - 1], after: ids[at + 1], at: at + 1, count: ids.length };
}

function readIds(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as readonly string[];
  } catch {
    return [];
  }
}
