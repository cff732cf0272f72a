import { Module, type DynamicModule } from '@nestjs/common';
import { PostgresActionStore } from '../actions/postgres/postgres-action-store.ts';
import { NOW } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { PinnedSampleResolver } from './graphql/pinned-sample.resolver.ts';
import { SampleLoader } from './graphql/sample-loader.ts';
import { PinSample } from './pin-sample.ts';
import { PostgresSampleStore } from './postgres/postgres-sample-store.ts';

@Module({})
export class SamplesModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: SamplesModule,
      imports,
      providers: [
        PinnedSampleResolver,
        {
          provide: PostgresSampleStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresSampleStore(transactions),
        },
        {
          provide: SampleLoader,
          inject: [PostgresSampleStore],
          useFactory: (samples: PostgresSampleStore) => new SampleLoader(samples),
        },
        {
          provide: PinSample,
          inject: [PostgresActionStore, PostgresSampleStore, NOW],
          useFactory: (actions: PostgresActionStore, samples: PostgresSampleStore, now: () => Date) =>
            new PinSample(actions, samples, now),
        },
      ],
      exports: [PostgresSampleStore],
    };
  }
}
