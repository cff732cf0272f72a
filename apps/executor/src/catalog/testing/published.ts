import type { PublishedEntry, PublishedValue } from '@aftercall/wire-format';

/** Feed entries for tests, numbered from revision 1 in the order given. */
export function publishedEntries(...values: PublishedValue[]): PublishedEntry[] {
  return values.map((value, index) => ({ key: keyOf(value), revision: index + 1, value }));
}

function keyOf(value: PublishedValue): string {
  switch (value.kind) {
    case 'workspace':
      return `workspace/${value.workspace}`;
    case 'agent':
      return `agent/${value.workspace}/${value.agentId}`;
    case 'action':
      return `action/${value.workspace}/${value.actionId}`;
    case 'constant':
      return `constant/${value.workspace}/${value.name}`;
    case 'apiKey':
      return `api-key/${value.keyId}`;
    default:
      return value satisfies never;
  }
}

/** A flow that only names a value: the smallest that can run. `start` goes over Start's configuration. */
export function smallFlow(start: object = {}): unknown {
  return {
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: start },
      {
        key: 'note',
        kind: 'setVariable',
        config: { assignments: [{ variable: 'note', value: 'Call {{interaction.CALL_ID}}' }] },
      },
    ],
    edges: [{ from: 'start', port: 'next', to: 'note' }],
  };
}
