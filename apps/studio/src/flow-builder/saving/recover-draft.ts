import type { FlowDocument } from '@aftercall/flow-model';
import type { LocalDraft, SavedDraft } from './draft-server.ts';
import { isSameFlow } from './same-flow.ts';

/** What to open an action's builder with. */
export type OpenedDraft =
  | { readonly type: 'saved'; readonly flow: FlowDocument }
  /** This browser has work that never reached the registry, and nobody else has saved since. */
  | { readonly type: 'recovered'; readonly flow: FlowDocument; readonly at: Date }
  /** The same, but somebody else has saved since: it stands on an earlier revision than theirs. */
  | { readonly type: 'diverged'; readonly flow: FlowDocument; readonly at: Date; readonly revision: number };

/** Chooses between the registry's draft and what this browser kept of it. */
export function openDraft(saved: SavedDraft, local: LocalDraft | undefined): OpenedDraft {
  if (local === undefined || isSameFlow(local.flow, saved.flow)) return { type: 'saved', flow: saved.flow };
  const { flow, at, revision } = local;
  return revision === saved.revision ? { type: 'recovered', flow, at } : { type: 'diverged', flow, at, revision };
}

/** The revision that what is opened stands on: a save on a later one would overwrite what nobody here has seen. */
export function revisionUnder(opened: OpenedDraft, saved: SavedDraft): number {
  return opened.type === 'diverged' ? opened.revision : saved.revision;
}
