import { pageOfAll, type Page, type PageRequest } from '../../paging/page.ts';
import { agentEntry } from '../../published/published-entry.ts';
import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import type { Agent } from '../agent.ts';
import type { AgentStore } from '../agent-store.ts';

/** {@link AgentStore} in maps. */
export class MemoryAgentStore implements AgentStore {
  private readonly workspaces = new Map<string, Map<string, Agent>>();

  constructor(private readonly feed = new MemoryFeed()) {}

  change(
    workspace: string,
    agentId: string,
    decide: (agent: Agent | undefined) => Agent,
  ): Promise<{ agent: Agent; revision: number }> {
    const agents = this.of(workspace);
    const agent = decide(agents.get(agentId));
    agents.set(agentId, agent);
    return Promise.resolve({ agent, revision: this.feed.publish(agentEntry(workspace, agent)) });
  }

  findMany(workspace: string, agentIds: readonly string[]): Promise<readonly Agent[]> {
    return Promise.resolve([...this.of(workspace).values()].filter((agent) => agentIds.includes(agent.agentId)));
  }

  list(workspace: string, request: PageRequest): Promise<Page<Agent>> {
    return Promise.resolve(
      pageOfAll([...this.of(workspace).values()], request, (agent) => ({ at: agent.createdAt, id: agent.agentId })),
    );
  }

  private of(workspace: string): Map<string, Agent> {
    const agents = this.workspaces.get(workspace) ?? new Map<string, Agent>();
    this.workspaces.set(workspace, agents);
    return agents;
  }
}
