import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import { findRegistrationProblems, registered, type Agent, type Registration } from './agent.ts';
import type { AgentStore } from './agent-store.ts';

/** Registers an agent; registering again updates it. */
export class RegisterAgent {
  constructor(
    private readonly agents: AgentStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  async register(caller: Caller, registration: Registration): Promise<Outcome<Agent>> {
    const problems = findRegistrationProblems(registration);
    if (problems.length > 0) return refused(...problems);
    const now = this.now();
    const { agent, revision } = await this.agents.change(caller.workspace, registration.agentId, (before) =>
      registered(before, registration, now),
    );
    return this.liveOn.settled({ ok: true, value: agent, revision });
  }
}
