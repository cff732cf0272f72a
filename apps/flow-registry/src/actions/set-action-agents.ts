import type { AgentStore } from '../agents/agent-store.ts';
import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { changeAction } from './change-action.ts';
import { findUnknownAgents } from './find-unknown-agents.ts';
import { withAgents, type PostCallAction } from './post-call-action.ts';

/** Sets the whole list of agents whose calls the action hears. It changes production, so it needs the publisher's role. */
export class SetActionAgents {
  constructor(
    private readonly actions: ActionStore,
    private readonly agents: AgentStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  async set(
    caller: Caller,
    input: { actionId: string; agentIds: readonly string[] },
  ): Promise<Outcome<PostCallAction>> {
    const problems = await findUnknownAgents(this.agents, caller.workspace, input.agentIds);
    if (problems.length > 0) return refused(...problems);
    const which = { workspace: caller.workspace, id: input.actionId };
    const doing = { by: caller.name, at: this.now() };
    return this.liveOn.settled(
      await changeAction(this.actions, which, (action) => withAgents(action, input.agentIds, doing)),
    );
  }
}
