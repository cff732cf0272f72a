import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { findingView } from '../../problems/graphql/problem-view.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import { CheckDraft } from '../check-draft.ts';
import { FindActions } from '../find-actions.ts';
import type { ActionStatus } from '../post-call-action.ts';
import { ActionListing } from './action-listing.ts';
import { ActionLoader } from './action-loader.ts';
import { ACTION_LIST, actionCursor, listedView } from './action-view.ts';

interface ActionFilterInput {
  agentId?: string | null;
  includeArchived?: boolean | null;
  status?: ActionStatus[] | null;
  search?: string | null;
}

@Resolver()
export class ActionResolver {
  constructor(
    private readonly findActions: FindActions,
    private readonly actionLoader: ActionLoader,
    private readonly checkDraft: CheckDraft,
    private readonly listing: ActionListing,
  ) {}

  @Query('action')
  async action(@Context() context: RequestContext, @Args('id') id: string) {
    const action = await this.actionLoader.head(context, id);
    return action === undefined ? null : listedView(action);
  }

  @Query('actions')
  async actions(
    @Context() context: RequestContext,
    @Args() args: PageArguments & { filter?: ActionFilterInput | null },
    @Info() info: GraphQLResolveInfo,
  ) {
    const request = pageRequest(args, ACTION_LIST, info);
    const filter = Object.fromEntries(Object.entries(args.filter ?? {}).filter(([, value]) => value !== null));
    const page = await this.findActions.list(context.caller.workspace, filter, request);
    const node = await this.listing.views(context, info, page.rows);
    return connection(page, request, { node, cursor: actionCursor });
  }

  @Query('checkFlow')
  async checkFlow(@Context() context: RequestContext, @Args() args: { flow: unknown; actionId?: string | null }) {
    const action = args.actionId == null ? undefined : (await this.actionLoader.head(context, args.actionId))?.action;
    if (args.actionId != null && action === undefined)
      throw refusedArgument('actionId', 'no such action in this workspace', 'NOT_FOUND');
    const findings = await this.checkDraft.findings(context.caller.workspace, args.flow, action);
    return findings.map(findingView);
  }
}
