import { Module, type DynamicModule } from '@nestjs/common';
import { NOW } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { LiveOn } from '../published/live-on.ts';
import { CreateWorkspace } from './create-workspace.ts';
import { FindWorkspaces } from './find-workspaces.ts';
import { WorkspaceResolver } from './graphql/workspace.resolver.ts';
import { PostgresWorkspaceStore } from './postgres/postgres-workspace-store.ts';

@Module({})
export class WorkspacesModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: WorkspacesModule,
      imports,
      providers: [
        WorkspaceResolver,
        {
          provide: PostgresWorkspaceStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresWorkspaceStore(transactions),
        },
        {
          provide: FindWorkspaces,
          inject: [PostgresWorkspaceStore],
          useFactory: (workspaces: PostgresWorkspaceStore) => new FindWorkspaces(workspaces),
        },
        {
          provide: CreateWorkspace,
          inject: [PostgresWorkspaceStore, LiveOn, NOW],
          useFactory: (workspaces: PostgresWorkspaceStore, liveOn: LiveOn, now: () => Date) =>
            new CreateWorkspace(workspaces, liveOn, now),
        },
      ],
      exports: [PostgresWorkspaceStore],
    };
  }
}
