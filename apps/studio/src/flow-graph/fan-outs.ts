import type { FlowDocument } from '@aftercall/flow-model';

/** An exit that starts several branches at once. */
export interface FanOut {
  readonly from: string;
  readonly port: string;
  readonly count: number;
}

/** Every exit with more than one edge; the key is `<node> <port>`. */
export function fanOutsOf(flow: Pick<FlowDocument, 'edges'>): ReadonlyMap<string, FanOut> {
  const counts = new Map<string, FanOut>();
  for (const { from, port } of flow.edges) {
    const key = `${from} ${port}`;
    counts.set(key, { from, port, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return new Map([...counts].filter(([, { count }]) => count > 1));
}
