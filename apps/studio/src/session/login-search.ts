/** Where to go after signing in: a path of the Studio. */
export interface LoginSearch {
  readonly next?: string;
}

/** Only a path of our own is taken: a link to the login page must not lead elsewhere afterwards. */
export function readLoginSearch(search: Record<string, unknown>): LoginSearch {
  const { next } = search;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}
