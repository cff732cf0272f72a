const key = 'aftercall.workspace';

/** The workspace that a key of the installation acts in from here; undefined = the key's own, or `default`. */
export function chosenWorkspace(): string | undefined {
  return sessionStorage.getItem(key) ?? undefined;
}

/** Kept per tab, so that two tabs may look at two workspaces. */
export function chooseWorkspace(id: string | undefined): void {
  if (id === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, id);
}

/** What each request says about it. */
export function workspaceHeader(): Record<string, string> {
  const id = chosenWorkspace();
  return id === undefined ? {} : { 'aftercall-workspace': id };
}
