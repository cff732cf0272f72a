import DataLoader from 'dataloader';
import type { Caller } from '../../identity/caller.ts';

/** What every resolver is given besides its arguments: who asks, and this request's loaders. Never a transaction. */
export interface RequestContext {
  caller: Caller;
  loaders: Map<symbol, unknown>;
  /** Aborted when whoever asked has closed the connection; made when somebody wants to know. */
  hungUp: () => AbortSignal;
}

/**
 * One batched read per request and kind: what the fields of a list ask for one by one is read at once.
 * `read` answers rows in any order; each key gets the row whose key `keyOf` says.
 */
export function loadOne<Key, Row>(
  context: RequestContext,
  kind: symbol,
  batch: {
    read: (keys: readonly Key[]) => Promise<readonly Row[]>;
    keyOf: (row: Row) => Key;
    textOf: (key: Key) => string;
  },
  key: Key,
): Promise<Row | undefined> {
  const loader = loaderOf(
    context,
    kind,
    async (keys: readonly Key[]) => {
      const rows = new Map((await batch.read(keys)).map((row) => [batch.textOf(batch.keyOf(row)), row]));
      return keys.map((wanted) => rows.get(batch.textOf(wanted)));
    },
    batch.textOf,
  );
  return loader.load(key);
}

/** The same for rows of which each key has several; they keep the order in which they were read. */
export function loadMany<Row>(
  context: RequestContext,
  kind: symbol,
  batch: { read: (keys: readonly string[]) => Promise<readonly Row[]>; keyOf: (row: Row) => string },
  key: string,
): Promise<Row[]> {
  const loader = loaderOf(
    context,
    kind,
    async (keys: readonly string[]) => {
      const rows = Map.groupBy(await batch.read(keys), batch.keyOf);
      return keys.map((wanted) => rows.get(wanted) ?? []);
    },
    (wanted) => wanted,
  );
  return loader.load(key);
}

function loaderOf<Key, Value>(
  context: RequestContext,
  kind: symbol,
  load: (keys: readonly Key[]) => Promise<Value[]>,
  cacheKeyFn: (key: Key) => string,
): DataLoader<Key, Value, string> {
  const known = context.loaders.get(kind) as DataLoader<Key, Value, string> | undefined;
  if (known !== undefined) return known;
  const made = new DataLoader<Key, Value, string>(load, { cacheKeyFn });
  context.loaders.set(kind, made);
  return made;
}
