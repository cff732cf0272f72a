import type { Branch } from '@aftercall/flow-model';

/** A branch to be filled in, under a key that no other has. Keys stay when labels change: connections name them. */
export function newBranch(branches: readonly Branch[]): Branch {
  const keys = new Set(branches.map(({ key }) => key));
  for (let number = branches.length + 1; ; number += 1) {
    const key = `branch_${String(number)}`;
    if (keys.has(key)) continue;
    return { key, label: `Branch ${String(number)}`, when: { all: [{ left: '', op: '==', right: '' }] } };
  }
}
