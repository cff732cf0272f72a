import type { FlowDocument } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TestRunResultFragment, TestRunTargets } from '../../registry-client/generated/graphql.ts';

export type TestRunResult = TestRunResultFragment;
export type TestStep = TestRunResult['steps'][number];

/** Where the last test run stands. Kept while the builder is open, whatever is looked at meanwhile. */
export type TestRunState =
  | { readonly type: 'none' }
  | { readonly type: 'running'; readonly cancel: () => void }
  | {
      readonly type: 'done';
      readonly run: TestRunResult;
      /** The flow that was run: what is edited since is not in the result. */
      readonly flow: FlowDocument;
      readonly targets: TestRunTargets;
      /** By node key. */
      readonly steps: ReadonlyMap<string, TestStep>;
    }
  | { readonly type: 'cancelled'; readonly afterMs: number }
  /** It was not begun, and why. */
  | { readonly type: 'refused'; readonly problem: string; readonly code: string | undefined };

export function createTestRun(): StoreApi<TestRunState> {
  return createStore<TestRunState>()(() => ({ type: 'none' }));
}
