import type { Caller } from '../identity/caller.ts';
import type { Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction } from './change-action.ts';
import { withLiveVersion, type PostCallAction } from './post-call-action.ts';

/** Sets any version live again. Runs keep the version that they began with. */
export class MakeVersionLive {
  constructor(
    private readonly actions: ActionStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  async makeLive(caller: Caller, input: { actionId: string; number: number }): Promise<Outcome<PostCallAction>> {
    const which = { workspace: caller.workspace, id: input.actionId };
    const doing = { by: caller.name, at: this.now() };
    return this.liveOn.settled(
      await changeAction(this.actions, which, (action) => withLiveVersion(action, input.number, doing)),
    );
  }
}
