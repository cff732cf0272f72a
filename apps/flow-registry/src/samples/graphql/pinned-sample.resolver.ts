import type { Json } from '@aftercall/flow-model';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { actionView, type DraftView } from '../../actions/graphql/action-view.ts';
import { readFlow } from '../../actions/known-flows.ts';
import { maySeeBodies } from '../../identity/roles.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { isStale, PinSample } from '../pin-sample.ts';
import type { PinnedSample } from '../pinned-sample.ts';
import { SampleLoader } from './sample-loader.ts';

interface SavePinnedSampleInput {
  actionId: string;
  nodeKey: string;
  status: number;
  headers?: unknown;
  body?: Json;
  request?: Json;
}

@Resolver('Draft')
export class PinnedSampleResolver {
  constructor(
    private readonly pinSample: PinSample,
    private readonly sampleLoader: SampleLoader,
  ) {}

  @Mutation('savePinnedSample')
  async savePinnedSample(@Context() context: RequestContext, @Args('input') input: SavePinnedSampleInput) {
    const { actionId, nodeKey, status, headers, body, request } = input;
    const sample = { status, headers, body, request: request ?? undefined };
    const outcome = await this.pinSample.pin(context.caller, { actionId, nodeKey, sample });
    const changed = payload('action', outcome, ({ action }) => actionView(action));
    if (!outcome.ok) return { ...changed, pinnedSample: null };
    const samples = await this.pinnedSamples(context, actionView(outcome.value.action).draftHead);
    return { ...changed, pinnedSample: samples.find((one) => one.nodeKey === outcome.value.nodeKey) ?? null };
  }

  @Mutation('removePinnedSample')
  async removePinnedSample(
    @Context() context: RequestContext,
    @Args('input') input: { actionId: string; nodeKey: string },
  ) {
    return payload('action', await this.pinSample.remove(context.caller, input), ({ action }) => actionView(action));
  }

  @ResolveField('pinnedSamples')
  async pinnedSamples(@Context() context: RequestContext, @Parent() draft: DraftView) {
    const samples = await this.sampleLoader.of(context, draft.actionId);
    const flow = draft.flow === undefined ? undefined : readFlow(draft.flow);
    const withBodies = maySeeBodies(context.caller);
    return samples.map((pinned) => ({ ...sampleView(pinned, withBodies), isStale: isStale(flow, pinned) }));
  }
}

function sampleView({ nodeKey, sample, pinnedAt, pinnedBy }: PinnedSample, withBodies: boolean) {
  const { status, headers, body = null } = sample;
  return { nodeKey, status, pinnedAt, pinnedBy, ...(withBodies ? { headers, body } : { headers: null, body: null }) };
}
