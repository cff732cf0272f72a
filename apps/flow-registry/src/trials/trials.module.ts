import { Module, type DynamicModule } from '@nestjs/common';
import { PostgresAgentStore } from '../agents/postgres/postgres-agent-store.ts';
import { FindActions } from '../actions/find-actions.ts';
import { AgentSamples } from './agent-samples.ts';
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
          inject: [FindActions, ExecutorTrials, GivenAnswers, PostgresAgentStore],
          useFactory: (...parts: [FindActions, ExecutorTrials, GivenAnswers, PostgresAgentStore]) => {
            const [actions, executor, answers, agents] = parts;
            return new useCase(actions, executor, answers, new AgentSamples(agents));
          },
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
