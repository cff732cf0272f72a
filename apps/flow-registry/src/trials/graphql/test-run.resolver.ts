import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { StartTestRun, type TestRunInput } from '../start-test-run.ts';
import { testRunView } from './test-run-view.ts';
import { trialCallerOf } from './trial-caller.ts';

@Resolver()
export class TestRunResolver {
  constructor(private readonly startTestRunCase: StartTestRun) {}

  @Mutation('startTestRun')
  async startTestRun(@Context() context: RequestContext, @Args('input') input: TestRunInput) {
    return payload('testRun', await this.startTestRunCase.start(trialCallerOf(context), input), testRunView);
  }
}
