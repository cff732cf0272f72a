import type { Json } from '@aftercall/flow-model';
import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction } from './change-action.ts';
import { withDraft } from './change-draft.ts';
import { findDocumentProblems } from './check-document.ts';
import type { PostCallAction } from './post-call-action.ts';

/**
 * Saves a draft if nobody else has since. Half-done work is welcome: what is a flow document is kept, with its problems.
 * What is none (unknown fields, another format, too large) is refused, and the draft stays as it was.
 */
export class SaveDraft {
  constructor(
    private readonly actions: ActionStore,
    private readonly now: () => Date,
  ) {}

  async save(
    caller: Caller,
    input: { actionId: string; expectedRevision: number; flow: Json },
  ): Promise<Outcome<PostCallAction>> {
    const { actionId, expectedRevision, flow } = input;
    const problems = findDocumentProblems(flow, ['input', 'flow']);
    const doing = { by: caller.name, at: this.now() };
    return changeAction(this.actions, { workspace: caller.workspace, id: actionId }, (action) => {
      const decision = withDraft(action, { expectedRevision, flow }, doing);
      return !decision.outcome.ok || problems.length === 0 ? decision : { outcome: refused(...problems) };
    });
  }
}
