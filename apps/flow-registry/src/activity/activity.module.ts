import { Module, type DynamicModule } from '@nestjs/common';
import { NOW } from '../plumbing/plumbing.module.ts';
import { LedgerSource } from '../plumbing/postgres/ledger-source.ts';
import { FindRuns } from '../runs/find-runs.ts';
import { ActivityLoader } from './graphql/activity-loader.ts';
import { ActivityResolver } from './graphql/activity.resolver.ts';
import { ActionActivityResolver, RecentActivityResolver } from './graphql/recent-activity.resolver.ts';
import { PostgresActivityLedger } from './postgres/postgres-activity-ledger.ts';
import { ReadActivity } from './read-activity.ts';

@Module({})
export class ActivityModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: ActivityModule,
      imports,
      providers: [
        ActivityResolver,
        ActionActivityResolver,
        RecentActivityResolver,
        {
          provide: ReadActivity,
          inject: [LedgerSource, FindRuns, NOW],
          useFactory: (ledger: LedgerSource, findRuns: FindRuns, now: () => Date) =>
            new ReadActivity(new PostgresActivityLedger(ledger), findRuns, now),
        },
        {
          provide: ActivityLoader,
          inject: [ReadActivity],
          useFactory: (activity: ReadActivity) => new ActivityLoader(activity),
        },
      ],
    };
  }
}
