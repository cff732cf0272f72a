import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import { runView, type RunView } from '../../runs/graphql/run-view.ts';
import { noFigures } from '../activity-ledger.ts';
import { ActivityLoader } from './activity-loader.ts';

const MAX_HOURS = 168;

interface RecentActivityView {
  readonly actionId: string;
}

@Resolver('Action')
export class ActionActivityResolver {
  constructor(private readonly loader: ActivityLoader) {}

  @ResolveField('recentActivity')
  async recentActivity(
    @Context() context: RequestContext,
    @Parent() action: { id: string },
    @Args() { hours }: { hours?: number | null },
  ) {
    const count = hours ?? 24;
    if (count < 1 || count > MAX_HOURS) throw refusedArgument('hours', `hours must be from 1 to ${MAX_HOURS}`);
    const figures = await this.loader.figures(context, action.id, count);
    const perHour = Array.from({ length: count }, (_, hour) => (figures?.parts.get(hour) ?? noFigures).runs);
    return { actionId: action.id, ...(figures?.whole ?? noFigures), perHour };
  }
}

@Resolver('RecentActivity')
export class RecentActivityResolver {
  constructor(private readonly loader: ActivityLoader) {}

  @ResolveField('lastRun')
  async lastRun(
    @Context() context: RequestContext,
    @Parent() { actionId }: RecentActivityView,
  ): Promise<RunView | null> {
    const row = await this.loader.lastRun(context, actionId);
    return row === undefined ? null : runView(row);
  }
}
