import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { UseLoader } from '../../uses/graphql/use-loader.ts';
import type { Constant } from '../constant.ts';
import { KeepConstants } from '../keep-constants.ts';

@Resolver('Constant')
export class ConstantResolver {
  constructor(
    private readonly keepConstants: KeepConstants,
    private readonly useLoader: UseLoader,
  ) {}

  @Query('constants')
  constants(@CurrentCaller() caller: Caller): Promise<readonly Constant[]> {
    return this.keepConstants.all(caller);
  }

  @Mutation('setConstant')
  async setConstant(@CurrentCaller() caller: Caller, @Args('input') input: { name: string; value: string }) {
    return payload('constant', await this.keepConstants.set(caller, input), (constant) => constant);
  }

  @Mutation('deleteConstant')
  async deleteConstant(@CurrentCaller() caller: Caller, @Args('input') input: { name: string }) {
    return payload('constant', await this.keepConstants.delete(caller, input.name), (constant) => constant);
  }

  @ResolveField('usedBy')
  usedBy(@Context() context: RequestContext, @Parent() constant: Constant) {
    return this.useLoader.of(context, 'constants', constant.name);
  }
}
