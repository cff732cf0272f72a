/** What a link to the Flow Builder may say. */
export interface BuilderSearch {
  /** The selected node's key. */
  readonly node?: string;
  /** The inspector's tab. */
  readonly tab?: string;
  /** The run whose data is the sample. */
  readonly run?: string;
  readonly sample?: string;
}

const names = ['node', 'tab', 'run', 'sample'] as const;

/** Anything that is no text is passed over. */
export function readBuilderSearch(search: Record<string, unknown>): BuilderSearch {
  const found: { [Name in (typeof names)[number]]?: string } = {};
  for (const name of names) {
    const value = search[name];
    if (typeof value === 'string') found[name] = value;
  }
  return found;
}
