/** What a link to the list of auth profiles may say. */
export interface AuthProfileSearch {
  /** The form is open. */
  readonly new?: true;
}

/** Passes over what it does not know. */
export function readAuthProfileSearch(search: Record<string, unknown>): AuthProfileSearch {
  return search.new === true ? { new: true } : {};
}
