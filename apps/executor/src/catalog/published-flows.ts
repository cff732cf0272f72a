import type { PublishedFlowsAnswer } from '@aftercall/wire-format';

/** The registry's change feed: all now (`after: 0`), then changes. */
export interface PublishedFlows {
  /**
   * What is newer than `after`; waits up to `waitMs` while nothing is. An answer whose revision is below `after` means that
   * the registry's own revisions went back: ask again from 0.
   * @throws Fault REGISTRY_UNAVAILABLE
   */
  changesAfter(after: number, waitMs: number, signal: AbortSignal): Promise<PublishedFlowsAnswer>;
}
