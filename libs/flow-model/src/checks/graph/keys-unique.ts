import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';

/** Two nodes never share a key, and neither do two branches of one Decision: edges and templates name them by it. */
export const keysUnique: Check = {
  codes: ['E_DUPLICATE_KEY'],
  find({ flow }) {
    const nodes = repeated(flow.nodes).map(({ key }) =>
      finding(
        'E_DUPLICATE_KEY',
        { nodeKey: key, fieldPath: 'key' },
        `Another node has the key ${key} too: rename one.`,
      ),
    );
    const branches = nodesOf(flow, 'decision').flatMap((node): Finding[] =>
      repeated(node.config.branches).map(({ key, at }) => {
        const place = { nodeKey: node.key, fieldPath: `config.branches.${String(at)}.key` };
        return finding('E_DUPLICATE_KEY', place, `Another branch has the key ${key} too: rename one.`);
      }),
    );
    return [...nodes, ...branches];
  },
};

/** Those whose key stood before. */
function repeated(keyed: readonly { key: string }[]): { key: string; at: number }[] {
  const seen = new Set<string>();
  return keyed.flatMap(({ key }, at) => {
    if (seen.has(key)) return [{ key, at }];
    seen.add(key);
    return [];
  });
}
