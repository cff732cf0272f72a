import { Module, type DynamicModule } from '@nestjs/common';
import { KnownFlows } from '../actions/known-flows.ts';
import { PostgresActionStore } from '../actions/postgres/postgres-action-store.ts';
import { FindUses } from './find-uses.ts';
import { UseLoader } from './graphql/use-loader.ts';

@Module({})
export class UsesModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: UsesModule,
      imports,
      providers: [
        {
          provide: FindUses,
          inject: [PostgresActionStore, KnownFlows],
          useFactory: (actions: PostgresActionStore, flows: KnownFlows) => new FindUses(actions, flows),
        },
        { provide: UseLoader, inject: [FindUses], useFactory: (findUses: FindUses) => new UseLoader(findUses) },
      ],
      exports: [FindUses, UseLoader],
    };
  }
}
