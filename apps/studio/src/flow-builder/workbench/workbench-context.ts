import type { FlowDocument } from '@aftercall/flow-model';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { DraftCheck } from '../problems/draft-check.ts';
import type { SampleState } from '../sample/sample-store.ts';
import { sendKey, type SendPart, type SendState } from '../send/send-state.ts';
import type { TestRunState } from '../test-run/test-run-state.ts';
import type { SaveState } from '../saving/autosave.ts';
import type { BuilderAction } from './builder-action.ts';
import type { ViewState } from './view-state.ts';
import type { Workbench } from './workbench.ts';

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** The open Flow Builder. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === undefined) throw new Error('only parts of the Flow Builder may ask for it');
  return workbench;
}

/** The draft as it stands. */
export function useFlow(): FlowDocument {
  return useStore(useWorkbench().draft.store, (state) => state.flow);
}

/** The action as the registry last told it. */
export function useAction(): BuilderAction {
  return useStore(useWorkbench().action);
}

/** A part of what is looked at. */
export function useView<Part>(part: (view: ViewState) => Part): Part {
  return useStore(useWorkbench().view, part);
}

/** A part of what the checks say. */
export function useCheck<Part>(part: (check: DraftCheck) => Part): Part {
  return useStore(useWorkbench().checker.store, part);
}

/** How far the draft is saved. */
export function useSaveState(): SaveState {
  const { autosave } = useWorkbench();
  return useSyncExternalStore(
    useCallback((listener) => autosave.subscribe(listener), [autosave]),
    () => autosave.state,
  );
}

/** What Undo and Redo would do, in words. */
export function useHistory(): { readonly undo: string | undefined; readonly redo: string | undefined } {
  const { draft } = useWorkbench();
  const subscribe = useCallback((listener: () => void) => draft.subscribe(listener), [draft]);
  const undo = useSyncExternalStore(subscribe, () => draft.nextSteps.undo);
  const redo = useSyncExternalStore(subscribe, () => draft.nextSteps.redo);
  return { undo, redo };
}

/** A part of what values are shown with. */
export function useSample<Part>(part: (sample: SampleState) => Part): Part {
  return useStore(useWorkbench().sample, part);
}

/** Where the last Send of a request stands. */
export function useSend(nodeKey: string, part: SendPart): SendState | undefined {
  return useStore(useWorkbench().sends, (sends) => sends[sendKey(nodeKey, part)]);
}

/** A part of where the last test run stands. */
export function useTestRun<Part>(part: (state: TestRunState) => Part): Part {
  return useStore(useWorkbench().testRun, part);
}
