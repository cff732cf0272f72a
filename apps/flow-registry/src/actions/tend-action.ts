import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction } from './change-action.ts';
import type { Doing } from './draft.ts';
import {
  archived,
  findNamingProblems,
  withEnabled,
  withNaming,
  type Decision,
  type PostCallAction,
} from './post-call-action.ts';

/** Renames, pauses, resumes and archives an action. */
export class TendAction {
  constructor(
    private readonly actions: ActionStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  /** What is left out stays as it is. */
  async rename(
    caller: Caller,
    actionId: string,
    input: { name?: string | undefined; description?: string | undefined },
  ): Promise<Outcome<PostCallAction>> {
    const problems = findNamingProblems(input);
    if (problems.length > 0) return refused(...problems);
    return this.change(caller, actionId, (action, doing) => withNaming(action, input, doing));
  }

  setEnabled(caller: Caller, actionId: string, isEnabled: boolean): Promise<Outcome<PostCallAction>> {
    return this.change(caller, actionId, (action, doing) => withEnabled(action, isEnabled, doing));
  }

  /** `typedName`: what a person typed to say that this action is meant. */
  archive(caller: Caller, actionId: string, typedName: string | undefined): Promise<Outcome<PostCallAction>> {
    return this.change(caller, actionId, (action, doing) => archived(action, typedName, doing));
  }

  private async change(
    caller: Caller,
    id: string,
    decide: (action: PostCallAction, doing: Doing) => Decision<PostCallAction>,
  ): Promise<Outcome<PostCallAction>> {
    const doing = { by: caller.name, at: this.now() };
    const outcome = await changeAction(this.actions, { workspace: caller.workspace, id }, (action) =>
      decide(action, doing),
    );
    return this.liveOn.settled(outcome);
  }
}
