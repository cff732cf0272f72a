import type { AgentStore } from '../agents/agent-store.ts';
import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ActionStore } from './action-store.ts';
import { findUnknownAgents } from './find-unknown-agents.ts';
import { keepNew } from './keep-new.ts';
import { findNamingProblems, openAction, type PostCallAction } from './post-call-action.ts';

/** Makes an action whose draft (revision 1) holds nothing but Start. */
export class CreateAction {
  constructor(
    private readonly actions: ActionStore,
    private readonly agents: AgentStore,
    private readonly liveOn: LiveOn,
    private readonly made: { now: () => Date; newId: () => string },
  ) {}

  async create(
    caller: Caller,
    input: { name: string; description: string; agentIds: readonly string[] },
  ): Promise<Outcome<PostCallAction>> {
    const problems = [
      ...findNamingProblems(input),
      ...(await findUnknownAgents(this.agents, caller.workspace, input.agentIds)),
    ];
    if (problems.length > 0) return refused(...problems);
    const action = openAction(this.made.newId(), input, { by: caller.name, at: this.made.now() });
    return keepNew({ actions: this.actions, liveOn: this.liveOn }, caller, action);
  }
}
