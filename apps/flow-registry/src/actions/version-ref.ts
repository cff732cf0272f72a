import type { Json } from '@aftercall/flow-model';
import { isUuid } from '../problems/text-rules.ts';
import type { ActionStore } from './action-store.ts';
import type { PostCallAction } from './post-call-action.ts';

/** A state of an action's flow: its draft, its live version, or a version by number. */
export type VersionRef = 'DRAFT' | 'LIVE' | number;

/** The action and the flow of each state, in the order asked; undefined when one of them is not there. */
export async function findFlows(
  actions: ActionStore,
  which: { workspace: string; id: string },
  refs: readonly VersionRef[],
): Promise<{ action: PostCallAction; flows: Json[] } | undefined> {
  const [action] = isUuid(which.id) ? await actions.findMany(which.workspace, [which.id]) : [];
  if (action === undefined) return undefined;
  const numbers = refs.map((ref) => (ref === 'LIVE' ? action.liveVersion : ref));
  const keys = numbers.flatMap((number) => (typeof number === 'number' ? [{ actionId: action.id, number }] : []));
  const versions = await actions.findVersions(which.workspace, keys);
  const flows = numbers.flatMap((number) => {
    const flow = number === 'DRAFT' ? action.draft.flow : versions.find((one) => one.number === number)?.flow;
    return flow === undefined ? [] : [flow];
  });
  return flows.length === refs.length ? { action, flows } : undefined;
}
