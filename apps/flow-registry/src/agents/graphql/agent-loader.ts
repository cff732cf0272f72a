import { loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { Agent } from '../agent.ts';
import type { FindAgents } from '../find-agents.ts';
import { agentView, type AgentView } from './agent-view.ts';

const AGENTS = Symbol('agents');

/** Agents for the fields of other entities, read in one batch. */
export class AgentLoader {
  constructor(private readonly findAgents: FindAgents) {}

  async load(context: RequestContext, agentId: string): Promise<AgentView | undefined> {
    const batch = {
      read: (ids: readonly string[]) => this.findAgents.findMany(context.caller.workspace, ids),
      keyOf: (agent: Agent) => agent.agentId,
      textOf: (id: string) => id,
    };
    const agent = await loadOne(context, AGENTS, batch, agentId);
    return agent === undefined ? undefined : agentView(agent);
  }
}
