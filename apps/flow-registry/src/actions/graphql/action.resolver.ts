import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { findingView, payload } from '../../problems/graphql/problem-view.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import { isUuid } from '../../problems/text-rules.ts';
import { CheckDraft } from '../check-draft.ts';
import { CreateAction } from '../create-action.ts';
import { FindActions } from '../find-actions.ts';
import { SaveDraft } from '../save-draft.ts';
import { SetActionAgents } from '../set-action-agents.ts';
import { TendAction } from '../tend-action.ts';
import { ActionLoader } from './action-loader.ts';
import { actionCursor, actionView } from './action-view.ts';

@Resolver()
export class ActionResolver {
  constructor(
    private readonly findActions: FindActions,
    private readonly actionLoader: ActionLoader,
    private readonly checkDraft: CheckDraft,
    private readonly createActionCase: CreateAction,
    private readonly saveDraftCase: SaveDraft,
    private readonly setActionAgentsCase: SetActionAgents,
    private readonly tendAction: TendAction,
  ) {}

  @Query('action')
  async action(@Context() context: RequestContext, @Args('id') id: string) {
    const action = await this.actionLoader.action(context, id);
    return action === undefined ? null : actionView(action);
  }

  @Query('actions')
  async actions(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArguments & { filter?: { agentId?: string | null; includeArchived?: boolean | null } | null },
  ) {
    const request = pageRequest(args, isUuid);
    const filter = {
      agentId: args.filter?.agentId ?? undefined,
      includeArchived: args.filter?.includeArchived ?? undefined,
    };
    const page = await this.findActions.list(caller.workspace, filter, request);
    return connection(page, request, { node: actionView, cursor: actionCursor });
  }

  @Query('checkFlow')
  async checkFlow(@Context() context: RequestContext, @Args() args: { flow: unknown; actionId?: string | null }) {
    const action = args.actionId == null ? undefined : await this.actionLoader.action(context, args.actionId);
    if (args.actionId != null && action === undefined)
      throw refusedArgument('actionId', 'no such action in this workspace', 'NOT_FOUND');
    const findings = await this.checkDraft.findings(context.caller.workspace, args.flow, action?.agentIds);
    return findings.map(findingView);
  }

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
  async archiveAction(@CurrentCaller() caller: Caller, @Args('input') input: { actionId: string }) {
    return payload('action', await this.tendAction.archive(caller, input.actionId), actionView);
  }

  @Mutation('saveDraft')
  async saveDraft(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; expectedRevision: number; flow: unknown },
  ) {
    return payload('action', await this.saveDraftCase.save(caller, input), actionView);
  }
}
