import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import { findTextProblem, isUuid } from '../problems/text-rules.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction, noSuchAction } from './change-action.ts';
import type { CheckDraft } from './check-draft.ts';
import { publish, type ActionVersion, type PostCallAction } from './post-call-action.ts';

/** Makes the draft an immutable version and sets it live. */
export class PublishVersion {
  constructor(
    private readonly actions: ActionStore,
    private readonly checkDraft: CheckDraft,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  /** @throws Fault VAULT_UNAVAILABLE when the flow names an auth profile that cannot be looked up */
  async publish(
    caller: Caller,
    input: { actionId: string; expectedRevision: number; note: string },
  ): Promise<Outcome<{ action: PostCallAction; version: ActionVersion }>> {
    const { workspace } = caller;
    const noteProblem = findTextProblem(['input', 'note'], input.note, {
      maxCharacters: 500,
      isRequired: false,
      isMultiline: true,
    });
    if (noteProblem !== undefined) return refused(noteProblem);
    const [action] = isUuid(input.actionId) ? await this.actions.findMany(workspace, [input.actionId]) : [];
    if (action === undefined) return refused(noSuchAction(['input', 'actionId']));
    const check = await this.checkDraft.forPublishing(workspace, action);
    const outcome = await changeAction(this.actions, { workspace, id: action.id }, (present) =>
      publish(present, { ...input, check }, { by: caller.name, at: this.now() }),
    );
    return this.liveOn.settled(outcome);
  }
}
