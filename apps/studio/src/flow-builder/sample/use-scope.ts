import { previewScope, type Sample, type Scope } from '@aftercall/flow-model';
import { useMemo } from 'react';
import { useAction, useFlow, useSample } from '../workbench/workbench-context.ts';
import { sampleOf } from './sample-call.ts';
import { answersOf } from './sample-store.ts';

/** The call, the answers and the constants that values are shown with. */
export function useFlowSample(): Sample {
  const state = useSample((sample) => sample);
  const { constants } = useAction();
  return useMemo(() => sampleOf(state.call, answersOf(state), constants), [state, constants]);
}

/** What a node reads on the sample; a row of Set Variable also what the rows above it made. */
export function useScope(nodeKey: string, row = 0): Scope {
  const flow = useFlow();
  const sample = useFlowSample();
  return useMemo(() => previewScope(flow, sample, nodeKey, row), [flow, sample, nodeKey, row]);
}
