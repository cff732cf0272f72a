import type { FlowDocument } from '@aftercall/flow-model';
import type { LocalDraft, SavedDraft } from './draft-server.ts';
import { isSameFlow } from './same-flow.ts';

/** What to open an action's builder with. */
export type OpenedDraft =
  | { readonly type: 'saved'; readonly flow: FlowDocument }
  /** This browser has work that never reached the registry, and nobody else has saved since. */
  | { readonly type: 'recovered'; readonly flow: FlowDocument; readonly at: Date }
  /** The same, but somebody else has saved since. */
  | { readonly type: 'diverged'; readonly flow: FlowDocument; readonly at: Date };

/** Chooses between the registry's draft and what this browser kept of it. */
export function openDraft(saved: SavedDraft, local: LocalDraft | undefined): OpenedDraft {
  if (local === undefined || isSameFlow(local.flow, saved.flow)) return { type: 'saved', flow: saved.flow };
  const type = local.revision === saved.revision ? 'recovered' : 'diverged';
  return { type, flow: local.flow, at: local.at };
}
