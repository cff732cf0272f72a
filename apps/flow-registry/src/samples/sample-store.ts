import type { PinnedSample } from './pinned-sample.ts';

/** A sample with the action beside whose draft it is kept. */
export interface KeptSample extends PinnedSample {
  actionId: string;
}

/**
 * Keeps the pinned samples of actions that exist. Another workspace's action has none. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface SampleStore {
  /** In the place of what was pinned to that node; refused when the action would have more than {@link MAX_SAMPLES}. */
  save(workspace: string, actionId: string, sample: PinnedSample): Promise<'saved' | 'too-many'>;
  remove(workspace: string, actionId: string, nodeKey: string): Promise<'removed' | 'not-found'>;
  /** Of several actions, by node key. */
  ofActions(workspace: string, actionIds: readonly string[]): Promise<readonly KeptSample[]>;
  /** All samples of one action beside another one too. */
  copy(workspace: string, fromActionId: string, toActionId: string): Promise<void>;
}

/** With 64 KB each, 6.4 MB beside one draft. */
export const MAX_SAMPLES = 100;
