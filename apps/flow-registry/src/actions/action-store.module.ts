import { Module, type DynamicModule } from '@nestjs/common';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { KnownFlows } from './known-flows.ts';
import { PostgresActionStore } from './postgres/postgres-action-store.ts';

/** Where actions are kept: for the features that actions themselves stand on. */
@Module({})
export class ActionStoreModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: ActionStoreModule,
      imports,
      providers: [
        {
          provide: PostgresActionStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresActionStore(transactions),
        },
        { provide: KnownFlows, useFactory: () => new KnownFlows() },
      ],
      exports: [PostgresActionStore, KnownFlows],
    };
  }
}
