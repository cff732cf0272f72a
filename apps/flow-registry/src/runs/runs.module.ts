import { Module, type DynamicModule } from '@nestjs/common';
import { ExecutorClient } from '../plumbing/http/executor-client.ts';
import { NEW_ID } from '../plumbing/plumbing.module.ts';
import { LedgerSource } from '../plumbing/postgres/ledger-source.ts';
import { CommandRuns } from './command-runs.ts';
import { FindCalls } from './find-calls.ts';
import { FindRuns } from './find-runs.ts';
import { CallActionResolver, CallEventResolver, CallResolver } from './graphql/call.resolver.ts';
import { RunCommandResolver } from './graphql/run-command.resolver.ts';
import { RunLoader } from './graphql/run-loader.ts';
import { RunResolver, StepResolver } from './graphql/run.resolver.ts';
import { ExecutorRunCommander } from './http/executor-run-commander.ts';
import { PostgresRunHistory } from './postgres/postgres-run-history.ts';

@Module({})
export class RunsModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: RunsModule,
      imports,
      providers: [
        RunResolver,
        StepResolver,
        RunCommandResolver,
        CallResolver,
        CallActionResolver,
        CallEventResolver,
        {
          provide: PostgresRunHistory,
          inject: [LedgerSource],
          useFactory: (ledger: LedgerSource) => new PostgresRunHistory(ledger),
        },
        {
          provide: FindRuns,
          inject: [PostgresRunHistory],
          useFactory: (history: PostgresRunHistory) => new FindRuns(history),
        },
        {
          provide: FindCalls,
          inject: [PostgresRunHistory],
          useFactory: (history: PostgresRunHistory) => new FindCalls(history),
        },
        {
          provide: CommandRuns,
          inject: [FindRuns, ExecutorClient, NEW_ID],
          useFactory: (findRuns: FindRuns, executor: ExecutorClient, newId: () => string) =>
            new CommandRuns(findRuns, new ExecutorRunCommander(executor), newId),
        },
        {
          provide: RunLoader,
          inject: [FindRuns, FindCalls],
          useFactory: (findRuns: FindRuns, findCalls: FindCalls) => new RunLoader(findRuns, findCalls),
        },
      ],
      exports: [FindRuns],
    };
  }
}
