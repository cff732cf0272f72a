import type { Caller } from '../identity/caller.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import { isUuid } from '../problems/text-rules.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction, noSuchAction, noSuchVersion } from './change-action.ts';
import { withoutDraft } from './change-draft.ts';
import { refuseArchived, type PostCallAction } from './post-call-action.ts';

/** Puts a published version in the place of the draft, if nobody saved the draft meanwhile. */
export class DiscardDraft {
  constructor(
    private readonly actions: ActionStore,
    private readonly now: () => Date,
  ) {}

  /** Without `number` it is the version that is live. */
  async discard(
    caller: Caller,
    input: { actionId: string; expectedRevision: number; number: number | undefined },
  ): Promise<Outcome<PostCallAction>> {
    const { workspace } = caller;
    const [action] = isUuid(input.actionId) ? await this.actions.findMany(workspace, [input.actionId]) : [];
    if (action === undefined) return refused(noSuchAction(['input', 'actionId']));
    const archived = refuseArchived(action);
    if (archived !== undefined) return archived;
    const number = input.number ?? action.liveVersion;
    if (number === null) {
      const message = 'no version of this action was published, so there is none to go back to';
      return refused(problem('NOT_PUBLISHED', ['input', 'actionId'], message));
    }
    const [version] = await this.actions.findVersions(workspace, [{ actionId: action.id, number }]);
    if (version === undefined) return refused(noSuchVersion(number));
    const wanted = { expectedRevision: input.expectedRevision, version };
    const doing = { by: caller.name, at: this.now() };
    return changeAction(this.actions, { workspace, id: action.id }, (present) => withoutDraft(present, wanted, doing));
  }
}
