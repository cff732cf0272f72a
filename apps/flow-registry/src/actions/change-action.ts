import { isUuid } from '../problems/text-rules.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import type { ActionStore } from './action-store.ts';
import type { Decision, PostCallAction } from './post-call-action.ts';

/** Changes one action by its id, with what the store cannot do told as problems. */
export async function changeAction<T>(
  actions: ActionStore,
  which: { workspace: string; id: string },
  decide: (action: PostCallAction) => Decision<T>,
): Promise<Outcome<T>> {
  const changed = isUuid(which.id) ? await actions.change(which.workspace, which.id, decide) : 'not-found';
  if (changed === 'not-found') return refused(noSuchAction(['input', 'actionId']));
  if (changed === 'name-taken') return refused(nameTaken());
  return changed;
}

export function noSuchAction(path: readonly string[]) {
  return problem('NOT_FOUND', path, 'no such action in this workspace');
}

export function noSuchVersion(number: number) {
  return problem('NOT_FOUND', ['input', 'number'], `this action has no version ${number}`);
}

export function nameTaken() {
  return problem('NAME_TAKEN', ['input', 'name'], 'another action of this workspace has this name: choose another');
}
