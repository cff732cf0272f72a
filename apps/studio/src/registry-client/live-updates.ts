import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { TypedDocumentString } from './generated/graphql.ts';

/** `idle`: nobody follows anything. `lost`: there is no connection, and there was to be one. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'lost';

/** What is followed. */
export interface Following<Result, Variables> {
  readonly document: TypedDocumentString<Result, Variables>;
  readonly variables: Variables;
  readonly onEvent: (event: Result) => void;
}

/** What tells of changes as they happen. Whoever follows also reads: a connection may be lost at any moment. */
export interface LiveUpdates {
  /** Follows a subscription until the returned function is called, across lost connections. */
  follow<Result, Variables>(following: Following<Result, Variables>): () => void;
  state(): LiveState;
  /** Returns what ends it. */
  onState(listener: () => void): () => void;
  /** Tries at once instead of when the next try is due. */
  reconnect(): void;
}

/** Tells nothing: where no server can be reached by a socket, pages poll. */
export const noLiveUpdates: LiveUpdates = {
  follow: () => () => undefined,
  state: () => 'idle',
  onState: () => () => undefined,
  reconnect: () => undefined,
};

export const LiveUpdatesContext = createContext<LiveUpdates>(noLiveUpdates);

/** Whether changes are told now; pages poll while they are not. */
export function useLiveState(): LiveState {
  const updates = useContext(LiveUpdatesContext);
  return useSyncExternalStore(
    (listener) => updates.onState(listener),
    () => updates.state(),
  );
}

/** Follows while the component is shown and `isOn`. Variables are compared by their JSON. */
export function useFollow<Result, Variables>(following: Following<Result, Variables>, isOn: boolean): void {
  const updates = useContext(LiveUpdatesContext);
  const { document, variables } = following;
  const onEvent = useEffectEvent(following.onEvent);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!isOn) return undefined;
    const parsed = JSON.parse(key) as Variables;
    return updates.follow({ document, variables: parsed, onEvent: (event) => onEvent(event) });
  }, [updates, document, key, isOn]);
}
