import type { OfferedName } from '../text-fields/field-names.ts';

/** The known name that was most likely meant by an unknown one; undefined when none is near. */
export function suggestName(unknown: string, offered: readonly Pick<OfferedName, 'name'>[]): string | undefined {
  const wanted = plain(unknown);
  const near = offered
    .map(({ name }) => ({ name, distance: nearness(wanted, plain(name)) }))
    .filter(({ distance }) => distance <= Math.max(2, Math.ceil(wanted.length * 0.4)));
  return near.toSorted((one, other) => one.distance - other.distance)[0]?.name;
}

/** Without the prefix that every name of its kind has, in small letters. */
function plain(name: string): string {
  return name.replace(/^(?:interaction|variables|env)\./, '').toLowerCase();
}

function nearness(wanted: string, name: string): number {
  const isPart =
    wanted.length > 2 &&
    name.length > 2 &&
    (name.startsWith(wanted.slice(0, 4)) || wanted.startsWith(name.slice(0, 4)));
  const distance = editDistance(wanted, name);
  // A beginning in common counts more than letters by chance: ticketNumber is meant to be ticketId.
  return isPart ? Math.min(distance, Math.ceil(wanted.length * 0.4)) : distance;
}

/** Levenshtein's distance: how many letters must be changed, added or taken away. */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of one.split('').entries()) {
    const next = [at + 1];
    for (const [to, wanted] of other.split('').entries()) {
      const cost = letter === wanted ? 0 : 1;
      next.push(Math.min((next[to] ?? 0) + 1, (row[to + 1] ?? 0) + 1, (row[to] ?? 0) + cost));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
