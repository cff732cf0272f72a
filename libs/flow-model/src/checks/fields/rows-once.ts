import type { FlowNode } from '../../document/node-catalog.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** No row of a table makes another of the same table useless. */
export const rowsOnce: Check = {
  codes: ['W_DUPLICATE_ROW'],
  find({ flow }) {
    return flow.nodes.flatMap((node) =>
      tablesOf(node).flatMap(({ list, field, names, says }) =>
        repeated(names).map((at) => {
          const place = { nodeKey: node.key, fieldPath: `${list}.${String(at)}.${field}` };
          return finding('W_DUPLICATE_ROW', place, `${names[at] ?? ''} stands above already, ${says}.`);
        }),
      ),
    );
  },
};

interface Table {
  list: string;
  field: string;
  /** One per row; rows of the same name collide, empty ones do not. */
  names: readonly string[];
  /** What becomes of the two, and what to do: half a sentence. */
  says: string;
}

const TAKEN_LAST = 'and only the last one counts: remove one, or rename it';

function tablesOf(node: FlowNode): Table[] {
  switch (node.kind) {
    case 'start':
      return [
        table(
          'config.variables',
          'name',
          node.config.variables.map(({ name }) => name),
          TAKEN_LAST,
        ),
      ];
    case 'apiRequest': {
      const { headers, mapping } = node.config;
      // Names of headers are compared as HTTP does, without case.
      const names = headers.map(({ name }) => name.toLowerCase());
      return [
        table('config.headers', 'name', names, 'and both are sent: remove one'),
        table(
          'config.mapping',
          'variable',
          mapping.map(({ variable }) => variable),
          TAKEN_LAST,
        ),
      ];
    }
    case 'decision': {
      const conditions = node.config.branches.map(({ when }) =>
        typeof when === 'string' ? when.trim() : JSON.stringify(when),
      );
      return [
        table('config.branches', 'when', conditions, 'so this branch is never taken: remove it, or mend its condition'),
      ];
    }
    case 'setVariable':
    case 'say':
      return [];
    default:
      return node satisfies never;
  }
}

function table(list: string, field: string, names: readonly string[], says: string): Table {
  return { list, field, names, says };
}

/** Positions of those that stood before. */
function repeated(names: readonly string[]): number[] {
  const seen = new Set<string>(['']);
  return names.flatMap((name, at) => {
    if (seen.has(name)) return name === '' ? [] : [at];
    seen.add(name);
    return [];
  });
}
