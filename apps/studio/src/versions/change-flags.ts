import type { ChangesByNode } from '../flow-builder/publish/changes-by-node.ts';

/** What became of a node, for its flag on either canvas. */
export type ChangeWord = 'Added' | 'Changed' | 'Removed';

const words = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;

/** By node key, as the newer flow names it. */
export function changeWords({ nodes }: ChangesByNode): ReadonlyMap<string, ChangeWord> {
  return new Map(nodes.map(({ node, kind }) => [node.key, words[kind]]));
}

/** The key of the change after (or before) the selected one, round and round. */
export function neighbourOf(keys: readonly string[], selected: string | undefined, step: 1 | -1): string | undefined {
  if (keys.length === 0) return undefined;
  const at = selected === undefined ? -1 : keys.indexOf(selected);
  if (at < 0) return step === 1 ? keys[0] : keys.at(-1);
  return keys[(at + step + keys.length) % keys.length];
}
