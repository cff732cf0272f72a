import { Module, type DynamicModule } from '@nestjs/common';
import { FindActions } from '../actions/find-actions.ts';
import { ExecutorClient } from '../plumbing/http/executor-client.ts';
import { PostgresSampleStore } from '../samples/postgres/postgres-sample-store.ts';
import { PreviewResolver } from './graphql/preview.resolver.ts';
import { SendResolver } from './graphql/send.resolver.ts';
import { TestRunResolver } from './graphql/test-run.resolver.ts';
import { GivenAnswers } from './given-answers.ts';
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
        {
          provide: GivenAnswers,
          inject: [PostgresSampleStore],
          useFactory: (samples: PostgresSampleStore) => new GivenAnswers(samples),
        },
        ...[SendTestRequest, StartTestRun].map((useCase) => ({
          provide: useCase,
          inject: [FindActions, ExecutorTrials, GivenAnswers],
          useFactory: (actions: FindActions, executor: ExecutorTrials, answers: GivenAnswers) =>
            new useCase(actions, executor, answers),
        })),
        {
          provide: PreviewReplay,
          inject: [FindActions, ExecutorTrials],
          useFactory: (actions: FindActions, executor: ExecutorTrials) => new PreviewReplay(actions, executor),
        },
      ],
    };
  }
}
