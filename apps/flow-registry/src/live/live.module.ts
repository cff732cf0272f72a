import type { Clock, Logger } from '@aftercall/service-runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, LOG } from '../plumbing/plumbing.module.ts';
import { FindRuns } from '../runs/find-runs.ts';
import { LiveResolver } from './graphql/live.resolver.ts';
import { LiveRuns } from './live-runs.ts';

@Module({})
export class LiveModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: LiveModule,
      imports,
      providers: [
        LiveResolver,
        {
          provide: LiveRuns,
          inject: [FindRuns, CLOCK, LOG],
          useFactory: (findRuns: FindRuns, clock: Clock, log: Logger) =>
            new LiveRuns((workspace, ids) => findRuns.findMany(workspace, ids), clock, log),
        },
      ],
    };
  }
}
