import type { FlowDocument } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Point } from '../edit/places.ts';

/** The tabs of the left panel. */
export type PanelTab = 'nodes' | 'outline' | 'problems';

/** A place that a problem points to: its node is selected, its tab opened, its field given the focus. */
export interface FieldTarget {
  readonly nodeKey: string;
  readonly fieldPath: string | undefined;
  /** Tells two visits of the same place apart. */
  readonly visit: number;
}

/** What lies over the canvas: one at a time. */
export type Layer =
  /** Choose a kind of node: at a point, behind an exit, or after the selected node. */
  | {
      readonly type: 'quickAdd';
      readonly at?: Point | undefined;
      readonly exit?: { from: string; port: string } | undefined;
    }
  /** Choose an exit and a target by keyboard. */
  | { readonly type: 'connect'; readonly from: string; readonly port?: string | undefined }
  | { readonly type: 'rename'; readonly key: string }
  | { readonly type: 'publish' }
  | { readonly type: 'flowJson' }
  | { readonly type: 'pasteCurl'; readonly key: string }
  /** An auth profile for the request of that key. */
  | { readonly type: 'newProfile'; readonly key: string }
  /** This draft beside another flow. */
  | { readonly type: 'compare'; readonly with: FlowDocument; readonly title: string };

/** What lies at the bottom of the canvas. */
export type Drawer =
  | { readonly type: 'result'; readonly nodeKey: string; readonly part: 'REQUEST' | 'LOOKUP' }
  /** @param upTo - the step that it ends with; undefined = all of the flow */
  | { readonly type: 'testRun'; readonly upTo: string | undefined };

/** Something to be read, in lines. */
export interface Notice {
  readonly text: string;
  readonly lines?: readonly string[] | undefined;
  /** What can be done about it at once. */
  readonly wayOut?: { readonly label: string; readonly run: () => void } | undefined;
}

/** What one author looks at; never saved, never undone. */
export interface ViewState {
  /** Keys of nodes. */
  readonly selected: readonly string[];
  /** Ids of edges (`edgeId`). */
  readonly selectedEdges: readonly string[];
  /** The node that Tab comes back to. */
  readonly focused: string | undefined;
  readonly panel: PanelTab;
  readonly isInspectorOpen: boolean;
  readonly isInspectorFull: boolean;
  /** The tab of the request editor. */
  readonly tab: string | undefined;
  readonly target: FieldTarget | undefined;
  readonly layer: Layer | undefined;
  readonly drawer: Drawer | undefined;
  readonly drawerTab: 'data' | 'meta';
  /** Why the last thing that was tried did not happen; stays until something else is done. */
  readonly refusal: string | undefined;
  /** What was done elsewhere, or what was not taken over; stays until it is closed. */
  readonly notice: Notice | undefined;
  /** Under fields, what they come to with the sample call. */
  readonly showsResolved: boolean;
  /** The canvas shows what the last test run did. */
  readonly showsTestRun: boolean;
  /** Of a node that a test run reached: its settings, or what it did. */
  readonly inspectorPart: 'settings' | 'result';
  /** The canvas can be looked at only. */
  readonly isLocked: boolean;
}

const beginning: ViewState = {
  selected: [],
  selectedEdges: [],
  focused: undefined,
  panel: 'nodes',
  isInspectorOpen: true,
  isInspectorFull: false,
  tab: undefined,
  target: undefined,
  layer: undefined,
  drawer: undefined,
  drawerTab: 'data',
  refusal: undefined,
  notice: undefined,
  showsResolved: true,
  showsTestRun: false,
  inspectorPart: 'settings',
  isLocked: false,
};

/** A view as it begins, perhaps with what a link says. */
export function createView(given: Partial<ViewState> = {}): StoreApi<ViewState> {
  return createStore<ViewState>()(() => ({ ...beginning, ...given }));
}
