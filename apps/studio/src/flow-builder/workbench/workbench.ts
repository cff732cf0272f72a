import type { FlowDocument } from '@aftercall/flow-model';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { announce } from '../../ui/announcements.ts';
import { DraftStore, type Edit } from '../draft/draft-store.ts';
import { nodeOf } from '../edit/node-title.ts';
import type { Point } from '../edit/places.ts';
import { DraftChecker } from '../problems/draft-check.ts';
import { Autosave } from '../saving/autosave.ts';
import { revisionUnder } from '../saving/recover-draft.ts';
import type { DraftServer, LocalDrafts, SavedDraft, Timers } from '../saving/draft-server.ts';
import { createSample, type SampleState } from '../sample/sample-store.ts';
import { createSends, type Sends } from '../send/send-state.ts';
import { createTestRun, type TestRunState } from '../test-run/test-run-state.ts';
import type { BuilderAction, OpenedAction } from './builder-action.ts';
import { createView, type Layer, type Notice, type ViewState } from './view-state.ts';

interface Options {
  readonly server: DraftServer;
  readonly local: LocalDrafts;
  readonly timers: Timers;
  /** The signed-in person may not save drafts. */
  readonly isReadOnly: boolean;
  readonly view: Partial<ViewState>;
}

/** One open Flow Builder: the draft, what is looked at, what the checks say, and how far it is saved. */
export class Workbench {
  /** The action as the registry last told it. */
  readonly action: StoreApi<BuilderAction>;
  readonly draft: DraftStore;
  readonly view: StoreApi<ViewState>;
  /** What values are shown with. */
  readonly sample: StoreApi<SampleState>;
  /** Requests that were tried from here. */
  readonly sends: StoreApi<Sends> = createSends();
  /** Hosts that the author has agreed to send test requests to. */
  readonly agreedHosts = new Set<string>();
  /** The last test run from here. */
  readonly testRun: StoreApi<TestRunState> = createTestRun();
  readonly checker = new DraftChecker();
  readonly autosave: Autosave;
  readonly isReadOnly: boolean;
  /** Where a point of the screen lies on the canvas; without a point, the middle of what is seen. Set by the canvas. */
  placeOnCanvas: (pointer: Point | undefined) => Point = () => ({ x: 0, y: 0 });
  #endOfWatch: () => void = () => undefined;
  #visits = 0;

  constructor({ action, opened }: OpenedAction, { server, local, timers, isReadOnly, view }: Options) {
    this.action = createStore(() => action);
    this.isReadOnly = isReadOnly || action.isArchived;
    this.draft = new DraftStore(opened.flow, { now: () => timers.now().getTime() });
    this.view = createView(view);
    this.sample = createSample({ pinnedSamples: action.draftFacts.pinnedSamples, flow: action.draft.flow });
    const { draft } = action;
    const base = { revision: revisionUnder(opened, draft), savedAt: draft.savedAt };
    this.autosave = new Autosave(base, { actionId: action.id, server, local, timers });
    this.checker.look(opened.flow);
  }

  /** Begins to save and to check what changes. Returns what ends that. */
  begin(): () => void {
    let flow = this.draft.flow;
    this.#endOfWatch = this.draft.subscribe(() => {
      if (this.draft.flow === flow) return;
      flow = this.draft.flow;
      this.checker.look(flow);
      if (!this.isReadOnly) this.autosave.changed(flow);
      this.#forgetWhatIsGone(flow);
    });
    return () => {
      this.#endOfWatch();
      this.checker.end();
      this.autosave.end();
    };
  }

  get flow(): FlowDocument {
    return this.draft.flow;
  }

  /**
   * Carries out an edit, says what it did, and selects what it made. A refusal is shown and said.
   * @param burst - names the field that is typed into: such edits are one step of the history and are not said
   */
  edit(edit: Edit, burst?: string): boolean {
    if (this.isReadOnly || this.view.getState().isLocked) {
      this.refuse(this.isReadOnly ? 'This flow can only be looked at.' : 'The canvas is locked: unlock it to edit.');
      return false;
    }
    const outcome = this.draft.edit(edit, burst);
    if (!outcome.ok) {
      this.refuse(outcome.problem);
      return false;
    }
    if (burst === undefined) announce(outcome.says);
    const { select } = outcome;
    this.show({
      refusal: undefined,
      ...(select === undefined ? {} : { selected: select, selectedEdges: [], focused: select[0] }),
    });
    return true;
  }

  undo(): void {
    const undone = this.isReadOnly ? undefined : this.draft.undo();
    announce(undone === undefined ? 'Nothing to undo' : `Undone: ${undone}`);
  }

  redo(): void {
    const redone = this.isReadOnly ? undefined : this.draft.redo();
    announce(redone === undefined ? 'Nothing to redo' : `Done again: ${redone}`);
  }

  /** Says why something did not happen, on the screen and aloud. */
  refuse(problem: string): void {
    this.show({ refusal: problem });
    announce(problem);
  }

  /** Says something that stays on the screen until it is closed. */
  tell(notice: Notice): void {
    this.show({ notice });
    announce(notice.text);
  }

  show(change: Partial<ViewState>): void {
    this.view.setState(change);
  }

  select(keys: readonly string[], edges: readonly string[] = []): void {
    this.show({ selected: keys, selectedEdges: edges, ...(keys.length === 1 ? { focused: keys[0] } : {}) });
  }

  open(layer: Layer): void {
    this.show({ layer });
  }

  close(): void {
    this.show({ layer: undefined });
  }

  /** Selects the node of a place, opens the inspector there and gives the field the focus. */
  goTo(nodeKey: string, fieldPath?: string): void {
    this.#visits += 1;
    this.select([nodeKey]);
    this.show({ isInspectorOpen: true, target: { nodeKey, fieldPath, visit: this.#visits } });
  }

  /** Another draft takes the place of this one: theirs, or the published version. */
  takeTheirs(theirs: SavedDraft): void {
    this.autosave.takeTheirs(theirs);
    this.draft.load(theirs.flow);
    this.checker.look(theirs.flow);
  }

  #forgetWhatIsGone(flow: FlowDocument): void {
    const { selected, focused } = this.view.getState();
    const kept = selected.filter((key) => nodeOf(flow, key) !== undefined);
    const isFocusGone = focused !== undefined && nodeOf(flow, focused) === undefined;
    if (kept.length === selected.length && !isFocusGone) return;
    this.show({ selected: kept, ...(isFocusGone ? { focused: undefined } : {}) });
  }
}
