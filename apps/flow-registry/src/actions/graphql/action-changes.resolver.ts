import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { CreateAction } from '../create-action.ts';
import { SetActionAgents } from '../set-action-agents.ts';
import { TendAction } from '../tend-action.ts';
import { actionView } from './action-view.ts';

@Resolver()
export class ActionChangesResolver {
  constructor(
    private readonly createActionCase: CreateAction,
    private readonly setActionAgentsCase: SetActionAgents,
    private readonly tendAction: TendAction,
  ) {}

  @Mutation('createAction')
  async createAction(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { name: string; description?: string | null; agentIds?: string[] | null },
  ) {
    const wanted = { name: input.name, description: input.description ?? '', agentIds: input.agentIds ?? [] };
    return payload('action', await this.createActionCase.create(caller, wanted), actionView);
  }

  @Mutation('updateAction')
  async updateAction(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; name?: string | null; description?: string | null },
  ) {
    const naming = { name: input.name ?? undefined, description: input.description ?? undefined };
    return payload('action', await this.tendAction.rename(caller, input.actionId, naming), actionView);
  }

  @Mutation('setActionAgents')
  async setActionAgents(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; agentIds: string[] },
  ) {
    return payload('action', await this.setActionAgentsCase.set(caller, input), actionView);
  }

  @Mutation('setActionEnabled')
  async setActionEnabled(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; enabled: boolean },
  ) {
    return payload('action', await this.tendAction.setEnabled(caller, input.actionId, input.enabled), actionView);
  }

  @Mutation('archiveAction')
  async archiveAction(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; name?: string | null },
  ) {
    const outcome = await this.tendAction.archive(caller, input.actionId, input.name ?? undefined);
    return payload('action', outcome, actionView);
  }
}
