import { ask } from '../../registry-client/ask.ts';
import { BuilderActionDocument, PublishBuilderDraftDocument } from '../../registry-client/generated/graphql.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { refreshedAction } from '../workbench/builder-action.ts';

/** How far a version has come among the executors. */
export interface LiveOn {
  readonly executors: number;
  readonly seen: number;
}

/** A published version, or why there is none. */
export type Publishing =
  | { readonly ok: true; readonly number: number; readonly liveOn: LiveOn | undefined }
  | { readonly ok: false; readonly problem: string };

/** Publishes what is saved. What is not saved yet is saved first, so that nobody publishes less than they see. */
export async function publishDraft(workbench: Workbench, note: string): Promise<Publishing> {
  const { autosave, action, draft } = workbench;
  if (!(await autosave.settled()))
    return { ok: false, problem: 'The draft could not be saved, so it was not published.' };
  const { id } = action.getState();
  const input = { actionId: id, expectedRevision: autosave.revision, note };
  const { publishVersion } = await ask({ document: PublishBuilderDraftDocument, variables: { input } });
  const [problem] = publishVersion.userErrors;
  const { version } = publishVersion;
  if (problem !== undefined || version === null) {
    return { ok: false, problem: problem?.message ?? 'The registry published nothing.' };
  }
  const told = await ask({ document: BuilderActionDocument, variables: { id } });
  const refreshed = refreshedAction(told);
  if (refreshed !== undefined) action.setState(refreshed, true);
  draft.forget();
  return { ok: true, number: version.number, liveOn: version.liveOn ?? undefined };
}

/** "v8 is live on 2 of 2 executors." */
export function liveInWords(number: number, liveOn: LiveOn | undefined): string {
  if (liveOn === undefined) return `v${String(number)} is published.`;
  if (liveOn.executors === 0) return `v${String(number)} is live. No executor is connected: it runs once one is.`;
  return `v${String(number)} is live on ${String(liveOn.seen)} of ${String(liveOn.executors)} executors.`;
}
