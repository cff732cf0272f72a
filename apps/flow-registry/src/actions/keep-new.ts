import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { nameTaken } from './change-action.ts';
import type { PostCallAction } from './post-call-action.ts';

/** Keeps a new action and passes it on once executors know its name; a problem when the name is taken. */
export async function keepNew(
  parts: { actions: ActionStore; liveOn: LiveOn },
  caller: Caller,
  action: PostCallAction,
): Promise<Outcome<PostCallAction>> {
  const added = await parts.actions.add(caller.workspace, action);
  if (added === 'name-taken') return refused(nameTaken());
  return parts.liveOn.settled({ ok: true, value: action, revision: added.revision });
}
