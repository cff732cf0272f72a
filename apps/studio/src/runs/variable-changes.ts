/** One variable around a step. */
export interface VariableChange {
  readonly name: string;
  readonly change: 'Added' | 'Changed' | 'Removed' | '';
  readonly before: unknown;
  readonly after: unknown;
}

/** What a step did to the variables: those that it changed first, each group by name. */
export function variableChanges(before: unknown, after: unknown): readonly VariableChange[] {
  const [old, now] = [asRecord(before), asRecord(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  const all = names.map((name) => ({ name, change: changeOf(name, old, now), before: old[name], after: now[name] }));
  return [...all.filter(({ change }) => change !== ''), ...all.filter(({ change }) => change === '')];
}

function changeOf(name: string, old: Record<string, unknown>, now: Record<string, unknown>): VariableChange['change'] {
  if (!Object.hasOwn(old, name)) return 'Added';
  if (!Object.hasOwn(now, name)) return 'Removed';
  return JSON.stringify(old[name]) === JSON.stringify(now[name]) ? '' : 'Changed';
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
