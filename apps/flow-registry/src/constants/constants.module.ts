import { Module, type DynamicModule } from '@nestjs/common';
import { NOW } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { LiveOn } from '../published/live-on.ts';
import { FindUses } from '../uses/find-uses.ts';
import { ConstantResolver } from './graphql/constant.resolver.ts';
import { KeepConstants } from './keep-constants.ts';
import { PostgresConstantStore } from './postgres/postgres-constant-store.ts';

@Module({})
export class ConstantsModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: ConstantsModule,
      imports,
      providers: [
        ConstantResolver,
        {
          provide: PostgresConstantStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresConstantStore(transactions),
        },
        {
          provide: KeepConstants,
          inject: [PostgresConstantStore, FindUses, LiveOn, NOW],
          useFactory: (constants: PostgresConstantStore, findUses: FindUses, liveOn: LiveOn, now: () => Date) =>
            new KeepConstants(constants, findUses, liveOn, now),
        },
      ],
      exports: [PostgresConstantStore],
    };
  }
}
