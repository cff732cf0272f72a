/** A node of a flow that a test opens. */
export interface FlowNodeInput {
  readonly key: string;
  readonly kind: 'start' | 'apiRequest' | 'setVariable' | 'decision';
  readonly name?: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly config: object;
}

/** `from port to`, as a text: `'start next send'`. */
export type EdgeText = `${string} ${string} ${string}`;

/** A flow document with Start at the top. */
export function flowOf(nodes: readonly FlowNodeInput[], edges: readonly EdgeText[], start: object = {}): object {
  return {
    format: 1,
    nodes: [{ key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: start }, ...nodes],
    edges: edges.map((text) => {
      const [from, port, to] = text.split(' ');
      return { from, port, to };
    }),
  };
}

/** An API Request; without more it would be sent to nowhere. */
export function requestNode(
  key: string,
  at: { readonly x?: number; readonly y: number; readonly name?: string },
  config: object = { method: 'GET', url: 'https://crm.example/customers' },
): FlowNodeInput {
  const { x = 0, y, name } = at;
  return { key, kind: 'apiRequest', ...(name === undefined ? {} : { name }), position: { x, y }, config };
}

/** Start, then requests one after another, each a rank below the other. */
export function requestsInRow(...keys: readonly string[]): object {
  const nodes = keys.map((key, at) => requestNode(key, { y: 160 * (at + 1) }));
  const edges = keys.map((key, at): EdgeText =>
    at === 0 ? `start next ${key}` : `${String(keys[at - 1])} success ${key}`,
  );
  return flowOf(nodes, edges);
}
