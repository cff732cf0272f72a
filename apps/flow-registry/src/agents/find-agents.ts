import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable } from '../problems/text-rules.ts';
import type { Agent } from './agent.ts';
import type { AgentStore } from './agent-store.ts';

export class FindAgents {
  constructor(private readonly agents: AgentStore) {}

  async findMany(workspace: string, agentIds: readonly string[]): Promise<readonly Agent[]> {
    const storable = agentIds.filter(isStorable);
    return storable.length === 0 ? [] : this.agents.findMany(workspace, storable);
  }

  list(workspace: string, request: PageRequest): Promise<Page<Agent>> {
    return this.agents.list(workspace, request);
  }
}
