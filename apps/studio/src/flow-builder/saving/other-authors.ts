import type { BuilderAction } from '../workbench/builder-action.ts';

/** "Draft by Ada and Grace, 3 edits since v7"; undefined when nobody else has edited since the last publish. */
export function otherAuthorsInWords(
  { draftFacts, live }: Pick<BuilderAction, 'draftFacts' | 'live'>,
  own: string,
): string | undefined {
  const others = draftFacts.authors.filter(({ name }) => name !== own);
  if (others.length === 0 || !draftFacts.changedSinceLive) return undefined;
  const count = draftFacts.authors.reduce((sum, { saves }) => sum + saves, 0);
  const names = others.map(({ name }) => name);
  const listed = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  const since = live === undefined ? 'not published yet' : `since v${String(live.number)}`;
  return `Draft by ${listed}, ${String(count)} ${count === 1 ? 'edit' : 'edits'} ${since}`;
}
