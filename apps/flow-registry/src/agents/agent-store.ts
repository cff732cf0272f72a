import type { Page, PageRequest } from '../paging/page.ts';
import type { Agent } from './agent.ts';

/**
 * Keeps agents. Each change also stands in the feed. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface AgentStore {
  /**
   * Reads the agent, if there is one, lets `decide` say what to keep, and keeps it. `decide` may run again when two callers
   * collide, so it must be pure.
   */
  change(
    workspace: string,
    agentId: string,
    decide: (agent: Agent | undefined) => Agent,
  ): Promise<{ agent: Agent; revision: number }>;
  /** Those of the ids that are registered, in no order. */
  findMany(workspace: string, agentIds: readonly string[]): Promise<readonly Agent[]>;
  /** Newest first. */
  list(workspace: string, request: PageRequest): Promise<Page<Agent>>;
}
