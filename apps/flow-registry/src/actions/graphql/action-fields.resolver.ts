import { Args, Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { AgentLoader } from '../../agents/graphql/agent-loader.ts';
import type { AgentView } from '../../agents/graphql/agent-view.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import { asksFor } from '../../plumbing/graphql/asked-fields.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { findingView } from '../../problems/graphql/problem-view.ts';
import { CheckDraft } from '../check-draft.ts';
import { FindActions } from '../find-actions.ts';
import type { VersionHead } from '../post-call-action.ts';
import { ActionLoader } from './action-loader.ts';
import { ActionListing, FIELDS_OF_THE_FLOW } from './action-listing.ts';
import {
  ACTION_LIST,
  actionCursor,
  actionView,
  isVersionNumber,
  listedView,
  versionCursor,
  type ActionView,
  type DraftView,
} from './action-view.ts';
import { FlowReader } from './flow-reader.ts';

/** Fields of an action that are read only when somebody asks for them. */
@Resolver('Action')
export class ActionFieldsResolver {
  constructor(
    private readonly findActions: FindActions,
    private readonly actionLoader: ActionLoader,
    private readonly agentLoader: AgentLoader,
    private readonly flowReader: FlowReader,
  ) {}

  @ResolveField('agents')
  async agents(@Context() context: RequestContext, @Parent() action: ActionView): Promise<AgentView[]> {
    const agents = await Promise.all(action.agentIds.map((agentId) => this.agentLoader.load(context, agentId)));
    return agents.filter((agent) => agent !== undefined);
  }

  @ResolveField('draft')
  async draft(
    @Context() context: RequestContext,
    @Parent() action: ActionView,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DraftView> {
    if (action.draftHead.flow !== undefined || !asksFor(info, FIELDS_OF_THE_FLOW)) return action.draftHead;
    const whole = await this.actionLoader.action(context, action.id);
    return whole === undefined ? action.draftHead : actionView(whole).draftHead;
  }

  @ResolveField('liveVersion')
  async liveVersion(@Context() context: RequestContext, @Parent() action: ActionView): Promise<VersionHead | null> {
    const { id: actionId, liveNumber: number, live } = action;
    if (number === null || live !== undefined) return live ?? null;
    return (await this.actionLoader.versionHead(context, { actionId, number })) ?? null;
  }

  @ResolveField('versions')
  async versions(@Context() context: RequestContext, @Parent() action: ActionView, @Args() args: PageArguments) {
    const request = pageRequest(args, { name: `versions/${action.id}`, isId: isVersionNumber });
    const page = await this.findActions.listVersions(context.caller.workspace, action.id, request);
    // Versions are numbered without gaps and never deleted.
    const counted = { ...page, total: action.lastVersion };
    return connection(counted, request, { node: (version) => version, cursor: versionCursor });
  }

  @ResolveField('hears')
  hears(@Context() context: RequestContext, @Parent() { id: actionId, liveNumber: number, draftHead }: ActionView) {
    if (number === null) return this.flowReader.hearingOfDraft(context, draftHead);
    return this.flowReader.hearingOfVersion(context, { actionId, number });
  }
}

@Resolver('Draft')
export class DraftFieldsResolver {
  constructor(
    private readonly checkDraft: CheckDraft,
    private readonly flowReader: FlowReader,
  ) {}

  @ResolveField('problems')
  async problems(@Context() context: RequestContext, @Parent() { flow, actionId, agentIds }: DraftView) {
    const findings = await this.checkDraft.findings(context.caller.workspace, flow, { id: actionId, agentIds });
    return findings.map(findingView);
  }

  @ResolveField('changedSinceLive')
  changedSinceLive(@Context() context: RequestContext, @Parent() draft: DraftView): Promise<boolean> {
    return this.flowReader.isChangedSinceLive(context, draft);
  }

  @ResolveField('hears')
  hears(@Context() context: RequestContext, @Parent() draft: DraftView) {
    return this.flowReader.hearingOfDraft(context, draft);
  }
}

@Resolver('Agent')
export class AgentActionsResolver {
  constructor(
    private readonly findActions: FindActions,
    private readonly listing: ActionListing,
  ) {}

  @ResolveField('actions')
  async actions(
    @Context() context: RequestContext,
    @Parent() agent: AgentView,
    @Args() args: PageArguments,
    @Info() info: GraphQLResolveInfo,
  ) {
    const request = pageRequest(args, ACTION_LIST, info);
    const page = await this.findActions.list(context.caller.workspace, { agentId: agent.agentId }, request);
    const node = await this.listing.views(context, info, page.rows);
    return connection(page, request, { node, cursor: actionCursor });
  }
}

@Resolver('InUseProblem')
export class InUseProblemResolver {
  constructor(private readonly actionLoader: ActionLoader) {}

  @ResolveField('usedBy')
  async usedBy(@Context() context: RequestContext, @Parent() problem: { usedBy: readonly string[] }) {
    const actions = await Promise.all(problem.usedBy.map((id) => this.actionLoader.head(context, id)));
    return actions.filter((action) => action !== undefined).map(listedView);
  }
}
