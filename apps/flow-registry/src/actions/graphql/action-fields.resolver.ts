import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AgentLoader } from '../../agents/graphql/agent-loader.ts';
import type { AgentView } from '../../agents/graphql/agent-view.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { findingView } from '../../problems/graphql/problem-view.ts';
import { isUuid } from '../../problems/text-rules.ts';
import { CheckDraft } from '../check-draft.ts';
import { FindActions } from '../find-actions.ts';
import { draftFlow, KnownFlows, versionFlow } from '../known-flows.ts';
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
    private readonly flows: KnownFlows,
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
    // Versions are numbered without gaps and never deleted.
    const count = () => Promise.resolve(action.lastVersion);
    return connection(page, request, { node: (version) => version, cursor: versionCursor, count });
  }

  @ResolveField('hears')
  async hears(@Context() context: RequestContext, @Parent() action: ActionView) {
    const live = await this.liveVersion(context, action);
    return this.flows.hearing(live === null ? draftFlow(action.id, action.draft) : versionFlow(live)) ?? null;
  }
}

@Resolver('Draft')
export class DraftFieldsResolver {
  constructor(
    private readonly checkDraft: CheckDraft,
    private readonly actionLoader: ActionLoader,
    private readonly flows: KnownFlows,
  ) {}

  @ResolveField('problems')
  async problems(@Context() context: RequestContext, @Parent() draft: DraftView) {
    const { flow, actionId, agentIds } = draft;
    const findings = await this.checkDraft.findings(context.caller.workspace, flow, { id: actionId, agentIds });
    return findings.map(findingView);
  }

  @ResolveField('changedSinceLive')
  async changedSinceLive(@Context() context: RequestContext, @Parent() draft: DraftView): Promise<boolean> {
    const { actionId, liveNumber } = draft;
    if (liveNumber === null) return true;
    const live = await this.actionLoader.version(context, { actionId, number: liveNumber });
    return live === undefined || this.flows.differ(versionFlow(live), draftFlow(actionId, draft));
  }

  @ResolveField('hears')
  hears(@Parent() draft: DraftView) {
    return this.flows.hearing(draftFlow(draft.actionId, draft)) ?? null;
  }
}

@Resolver('Agent')
export class AgentActionsResolver {
  constructor(private readonly findActions: FindActions) {}

  @ResolveField('actions')
  async actions(@Context() context: RequestContext, @Parent() agent: AgentView, @Args() args: PageArguments) {
    const request = pageRequest(args, isUuid);
    const page = await this.findActions.list(context.caller.workspace, { agentId: agent.agentId }, request);
    const count = () => this.findActions.count(context.caller.workspace, { agentId: agent.agentId });
    return connection(page, request, { node: actionView, cursor: actionCursor, count });
  }
}

@Resolver('InUseProblem')
export class InUseProblemResolver {
  constructor(private readonly actionLoader: ActionLoader) {}

  @ResolveField('usedBy')
  async usedBy(@Context() context: RequestContext, @Parent() problem: { usedBy: readonly string[] }) {
    const actions = await Promise.all(problem.usedBy.map((id) => this.actionLoader.action(context, id)));
    return actions.filter((action) => action !== undefined).map(actionView);
  }
}
