import { Module, type DynamicModule } from '@nestjs/common';
import { FindActions } from '../actions/find-actions.ts';
import { ExecutorClient } from '../plumbing/http/executor-client.ts';
import { PreviewResolver } from './graphql/preview.resolver.ts';
import { SendResolver } from './graphql/send.resolver.ts';
import { TestRunResolver } from './graphql/test-run.resolver.ts';
import { ExecutorTrials } from './http/executor-trials.ts';
import { PreviewReplay } from './preview-replay.ts';
import { SendTestRequest } from './send-test-request.ts';
import { StartTestRun } from './start-test-run.ts';

@Module({})
export class TrialsModule {
  static with(...imports: DynamicModule[]): DynamicModule {
    return {
      module: TrialsModule,
      imports,
      providers: [
        SendResolver,
        TestRunResolver,
        PreviewResolver,
        {
          provide: ExecutorTrials,
          inject: [ExecutorClient],
          useFactory: (client: ExecutorClient) => new ExecutorTrials(client),
        },
        ...[SendTestRequest, StartTestRun, PreviewReplay].map((useCase) => ({
          provide: useCase,
          inject: [FindActions, ExecutorTrials],
          useFactory: (actions: FindActions, executor: ExecutorTrials) => new useCase(actions, executor),
        })),
      ],
    };
  }
}
