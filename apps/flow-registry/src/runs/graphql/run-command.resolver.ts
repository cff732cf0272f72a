import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { CommandRuns, type DoubtResolution, type NewMapping } from '../command-runs.ts';
import { runView } from './run-view.ts';

@Resolver()
export class RunCommandResolver {
  constructor(private readonly commandRuns: CommandRuns) {}

  @Mutation('cancelRun')
  async cancelRun(@CurrentCaller() caller: Caller, @Args('input') input: { runId: string; reason?: string | null }) {
    return payload('run', await this.commandRuns.cancel(caller, input), runView);
  }

  @Mutation('resolveInDoubt')
  async resolveInDoubt(@CurrentCaller() caller: Caller, @Args('input') input: DoubtResolution) {
    return payload('run', await this.commandRuns.resolveInDoubt(caller, input), runView);
  }

  @Mutation('mapAgain')
  async mapAgain(@CurrentCaller() caller: Caller, @Args('input') input: NewMapping) {
    return payload('run', await this.commandRuns.mapAgain(caller, input), runView);
  }
}
