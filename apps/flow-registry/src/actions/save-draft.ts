import { parseFlowDocument, type Json } from '@aftercall/flow-model';
import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction } from './change-action.ts';
import { findStorageFinding } from './flow-limits.ts';
import { withDraft, type PostCallAction } from './post-call-action.ts';

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
    const path = ['input', 'flow'];
    const { flow } = input;
    const unstorable = findStorageFinding(flow);
    if (unstorable !== undefined) return refused({ ...unstorable, path });
    const parsed = parseFlowDocument(flow);
    const doing = { by: caller.name, at: this.now() };
    return changeAction(this.actions, { workspace: caller.workspace, id: input.actionId }, (action) => {
      const decision = withDraft(action, { expectedRevision: input.expectedRevision, flow }, doing);
      if (!decision.outcome.ok || parsed.ok) return decision;
      return { outcome: refused(...parsed.findings.map((finding) => ({ ...finding, path }))) };
    });
  }
}
