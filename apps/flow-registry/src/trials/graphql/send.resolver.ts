import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { parseJson } from '@aftercall/wire-format';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { SendTestRequest, type SendInput } from '../send-test-request.ts';
import { SHORT_CHARACTERS, testRequestView, type TestDataView } from './send-view.ts';
import { trialCallerOf } from './trial-caller.ts';

@Resolver('TestRequestData')
export class SendResolver {
  constructor(private readonly sendTestRequestCase: SendTestRequest) {}

  @Mutation('sendTestRequest')
  async sendTestRequest(@Context() context: RequestContext, @Args('input') input: SendInput) {
    return payload('result', await this.sendTestRequestCase.send(trialCallerOf(context), input), testRequestView);
  }

  @ResolveField('text')
  text(@Parent() { text }: TestDataView, @Args('first') first: number | null): string | null {
    if (text === null || first === null) return text;
    return text.slice(0, Math.max(0, first)).toWellFormed();
  }

  @ResolveField('isShort')
  isShort(@Parent() { text }: TestDataView): boolean {
    return text === null || text.length <= SHORT_CHARACTERS;
  }

  /** Read only when somebody asks: 10 MB of JSON take a while. */
  @ResolveField('json')
  json(@Parent() { kind, text }: TestDataView): unknown {
    return kind === 'JSON' && text !== null ? parseJson(text) : null;
  }
}
