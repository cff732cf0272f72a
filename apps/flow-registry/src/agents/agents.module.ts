import { Module, type DynamicModule } from '@nestjs/common';
import { NOW } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { LiveOn } from '../published/live-on.ts';
import { FindAgents } from './find-agents.ts';
import { AgentLoader } from './graphql/agent-loader.ts';
import { AgentResolver } from './graphql/agent.resolver.ts';
import { PostgresAgentStore } from './postgres/postgres-agent-store.ts';
import { RegisterAgent } from './register-agent.ts';

@Module({})
export class AgentsModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: AgentsModule,
      imports,
      providers: [
        AgentResolver,
        {
          provide: PostgresAgentStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresAgentStore(transactions),
        },
        {
          provide: FindAgents,
          inject: [PostgresAgentStore],
          useFactory: (agents: PostgresAgentStore) => new FindAgents(agents),
        },
        {
          provide: AgentLoader,
          inject: [FindAgents],
          useFactory: (findAgents: FindAgents) => new AgentLoader(findAgents),
        },
        {
          provide: RegisterAgent,
          inject: [PostgresAgentStore, LiveOn, NOW],
          useFactory: (agents: PostgresAgentStore, liveOn: LiveOn, now: () => Date) =>
            new RegisterAgent(agents, liveOn, now),
        },
      ],
      exports: [PostgresAgentStore, AgentLoader],
    };
  }
}
