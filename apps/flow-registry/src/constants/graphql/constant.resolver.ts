import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import type { Constant } from '../constant.ts';
import { KeepConstants } from '../keep-constants.ts';

@Resolver()
export class ConstantResolver {
  constructor(private readonly keepConstants: KeepConstants) {}

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
}
