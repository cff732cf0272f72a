import type { EntityManager } from 'typeorm';
import type { Page, PageRequest } from '../../paging/page.ts';
import { readPage } from '../../plumbing/postgres/page-query.ts';
import { isDuplicate } from '../../plumbing/postgres/postgres-errors.ts';
import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { agentEntry } from '../../published/published-entry.ts';
import type { Agent, AgentVariable, EndNode } from '../agent.ts';
import type { AgentStore } from '../agent-store.ts';
import { AgentRow } from './agent-row.ts';

type Decide = (agent: Agent | undefined) => Agent;

const AGENTS_BY_ID = `select ${rowColumns(AgentRow, 'agent')} from registry.agent
  where agent.workspace = $1 and agent.agent_id = any($2)`;

/** {@link AgentStore} in `registry.agent`. */
export class PostgresAgentStore implements AgentStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  async change(workspace: string, agentId: string, decide: Decide): Promise<{ agent: Agent; revision: number }> {
    const once = (): Promise<{ agent: Agent; revision: number }> =>
      this.transactions.inWorkspace(workspace, (manager) => changeOnce(manager, { workspace, agentId }, decide));
    try {
      return await once();
    } catch (error) {
      // Two callers registered the same new agent: the row that the other one made is there to be read now.
      if (isDuplicate(error, 'agent_pkey')) return once();
      throw error;
    }
  }

  async findMany(workspace: string, agentIds: readonly string[]): Promise<readonly Agent[]> {
    if (agentIds.length === 0) return [];
    const rows = await this.transactions.selectInWorkspace<AgentRow>(workspace, AGENTS_BY_ID, [agentIds]);
    return rows.map(agentOf);
  }

  async list(workspace: string, request: PageRequest): Promise<Page<Agent>> {
    const page = await this.transactions.readInWorkspace(workspace, (manager) =>
      readPage(
        manager.createQueryBuilder(AgentRow, 'row').where('row.workspace = :workspace', { workspace }),
        { at: 'row.createdAt', id: 'row.agentId' },
        request,
      ),
    );
    return { ...page, rows: page.rows.map(agentOf) };
  }
}

async function changeOnce(manager: EntityManager, key: { workspace: string; agentId: string }, decide: Decide) {
  const before = await manager.findOne(AgentRow, { where: key, lock: { mode: 'pessimistic_write' } });
  const agent = decide(before === null ? undefined : agentOf(before));
  const row = { ...agent, workspace: key.workspace, endNodes: [...agent.endNodes], variables: [...agent.variables] };
  if (before === null) await manager.insert(AgentRow, row);
  else await manager.update(AgentRow, key, row);
  return { agent, revision: await publishEntries(manager, [agentEntry(key.workspace, agent)]) };
}

function agentOf({ agentId, name, endNodes, variables, createdAt, updatedAt }: AgentRow): Agent {
  return {
    agentId,
    name,
    endNodes: endNodes as EndNode[],
    variables: variables as AgentVariable[],
    createdAt,
    updatedAt,
  };
}
