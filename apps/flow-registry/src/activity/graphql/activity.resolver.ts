import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ActionLoader } from '../../actions/graphql/action-loader.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import { causeOf, stepKindOf } from '../../runs/graphql/run-view.ts';
import { planOfVersion } from '../../runs/run-steps.ts';
import type { Span, SpanFigures } from '../activity-ledger.ts';
import { partsOf, ReadActivity, type TracedFailure } from '../read-activity.ts';

const MAX_PARTS = 200;
const MAX_STEPS = 20;

/** A span, and its counts once somebody asks for any of them. */
interface ActivityView extends Span {
  readonly partCount: number;
  readonly figures: () => Promise<SpanFigures>;
}

interface ActivityArguments {
  from: Date;
  to: Date;
  parts?: number | null;
  actionId?: string | null;
}

@Resolver('Activity')
export class ActivityResolver {
  constructor(
    private readonly activity: ReadActivity,
    private readonly actions: ActionLoader,
  ) {}

  @Query('activity')
  read(@Context() { caller }: RequestContext, @Args() args: ActivityArguments): ActivityView {
    const partCount = args.parts ?? 24;
    if (args.to <= args.from) throw refusedArgument('to', 'to must be later than from');
    if (partCount < 1 || partCount > MAX_PARTS) throw refusedArgument('parts', `parts must be from 1 to ${MAX_PARTS}`);
    const span = { from: args.from, to: args.to, actionId: args.actionId ?? undefined };
    let counted: Promise<SpanFigures> | undefined;
    const figures = (): Promise<SpanFigures> =>
      (counted ??= this.activity.countRuns(caller.workspace, span, partCount));
    return { ...span, partCount, figures };
  }

  @ResolveField('events')
  events(@Context() { caller }: RequestContext, @Parent() span: ActivityView) {
    return span.actionId === undefined ? this.activity.countEvents(caller.workspace, span) : null;
  }

  @ResolveField('runs')
  async runs(@Parent() { figures }: ActivityView) {
    return (await figures()).whole.runs;
  }

  @ResolveField('duration')
  async duration(@Parent() { figures }: ActivityView) {
    return (await figures()).whole.duration;
  }

  @ResolveField('callToLastWrite')
  async callToLastWrite(@Parent() { figures }: ActivityView) {
    return (await figures()).whole.callToLastWrite;
  }

  @ResolveField('parts')
  async parts(@Parent() span: ActivityView) {
    return partsOf(span, span.partCount, (await span.figures()).parts);
  }

  @ResolveField('openReviews')
  openReviews(@Context() { caller }: RequestContext, @Parent() { actionId }: ActivityView) {
    return this.activity.countReviews(caller.workspace, actionId);
  }

  @ResolveField('failingSteps')
  async failingSteps(
    @Context() context: RequestContext,
    @Parent() span: ActivityView,
    @Args() { first }: { first?: number | null },
  ) {
    const wanted = first ?? 5;
    if (wanted < 1 || wanted > MAX_STEPS) throw refusedArgument('first', `first must be from 1 to ${MAX_STEPS}`);
    const failures = await this.activity.findFailingSteps(context.caller.workspace, span, wanted);
    return Promise.all(failures.map((failure) => this.failureView(context, failure)));
  }

  private async failureView(context: RequestContext, failure: TracedFailure) {
    const { actionId, version, nodeKey, causeCode, causeMessage } = failure;
    const flow = (await this.actions.version(context, { actionId, number: version }))?.flow;
    const step = planOfVersion(flow)?.steps.find(({ key }) => key === nodeKey);
    return {
      ...failure,
      nodeName: step?.name ?? nodeKey,
      kind: step === undefined ? null : stepKindOf(step.kind),
      lastCause: causeOf(causeCode, causeMessage),
    };
  }
}
