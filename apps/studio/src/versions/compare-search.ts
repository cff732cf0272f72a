/** Two states of a flow to compare: `draft`, or a version's number. */
export interface CompareSearch {
  readonly from?: string;
  readonly to?: string;
}

/** Passes over what is neither. */
export function readCompareSearch(search: Record<string, unknown>): CompareSearch {
  return { ...stateIn(search, 'from'), ...stateIn(search, 'to') };
}

function stateIn<Name extends 'from' | 'to'>(search: Record<string, unknown>, name: Name): { [Key in Name]?: string } {
  const given = search[name];
  const value = typeof given === 'number' || typeof given === 'string' ? String(given) : '';
  return (value === 'draft' || /^[1-9]\d{0,8}$/.test(value) ? { [name]: value } : {}) as { [Key in Name]?: string };
}
