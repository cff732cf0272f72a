import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AgentLoader } from '../../agents/graphql/agent-loader.ts';
import type { AgentView } from '../../agents/graphql/agent-view.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { findingView } from '../../problems/graphql/problem-view.ts';
import { isUuid } from '../../problems/text-rules.ts';
import { CheckDraft } from '../check-draft.ts';
import { FindActions } from '../find-actions.ts';
import type { ActionVersion } from '../post-call-action.ts';
import { ActionLoader } from './action-loader.ts';
import {
  actionCursor,
  actionView,
  isVersionNumber,
  versionCursor,
  type ActionView,
  type DraftView,
} from './action-view.ts';

/** Fields of an action that are read only when somebody asks for them. */
@Resolver('Action')
export class ActionFieldsResolver {
  constructor(
    private readonly findActions: FindActions,
    private readonly actionLoader: ActionLoader,
    private readonly agentLoader: AgentLoader,
  ) {}

  @ResolveField('agents')
  async agents(@Context() context: RequestContext, @Parent() action: ActionView): Promise<AgentView[]> {
    const agents = await Promise.all(action.agentIds.map((agentId) => this.agentLoader.load(context, agentId)));
    return agents.filter((agent) => agent !== undefined);
  }

  @ResolveField('liveVersion')
  async liveVersion(@Context() context: RequestContext, @Parent() action: ActionView): Promise<ActionVersion | null> {
    if (action.liveNumber === null) return null;
    return (await this.actionLoader.version(context, { actionId: action.id, number: action.liveNumber })) ?? null;
  }

  @ResolveField('versions')
  async versions(@Context() context: RequestContext, @Parent() action: ActionView, @Args() args: PageArguments) {
    const request = pageRequest(args, isVersionNumber);
    const page = await this.findActions.listVersions(context.caller.workspace, action.id, request);
    return connection(page, request, { node: (version) => version, cursor: versionCursor });
  }
}

@Resolver('Draft')
export class DraftFieldsResolver {
  constructor(private readonly checkDraft: CheckDraft) {}

  @ResolveField('problems')
  async problems(@Context() context: RequestContext, @Parent() draft: DraftView) {
    return (await this.checkDraft.findings(context.caller.workspace, draft.flow, draft.agentIds)).map(findingView);
  }
}

@Resolver('Agent')
export class AgentActionsResolver {
  constructor(private readonly findActions: FindActions) {}

  @ResolveField('actions')
  async actions(@Context() context: RequestContext, @Parent() agent: AgentView, @Args() args: PageArguments) {
    const request = pageRequest(args, isUuid);
    const page = await this.findActions.list(context.caller.workspace, { agentId: agent.agentId }, request);
    return connection(page, request, { node: actionView, cursor: actionCursor });
  }
}
