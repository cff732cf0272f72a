import type { Json } from '@aftercall/flow-model';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import type { Spread } from '../../published/live-on.ts';
import { FindSpread } from '../find-spread.ts';
import { MakeVersionLive } from '../make-version-live.ts';
import type { VersionHead } from '../post-call-action.ts';
import { PublishVersion } from '../publish-version.ts';
import { ActionLoader } from './action-loader.ts';
import { actionView } from './action-view.ts';
import { FlowReader } from './flow-reader.ts';

@Resolver()
export class VersionResolver {
  constructor(
    private readonly actionLoader: ActionLoader,
    private readonly publishVersionCase: PublishVersion,
    private readonly makeVersionLiveCase: MakeVersionLive,
  ) {}

  @Query('actionVersion')
  async actionVersion(@Context() context: RequestContext, @Args() key: { actionId: string; number: number }) {
    return (await this.actionLoader.versionHead(context, key)) ?? null;
  }

  @Mutation('publishVersion')
  async publishVersion(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { actionId: string; expectedRevision: number; note?: string | null },
  ) {
    const outcome = await this.publishVersionCase.publish(caller, { ...input, note: input.note ?? '' });
    const action = outcome.ok ? actionView(outcome.value.action) : null;
    return { ...payload('version', outcome, ({ version }) => version), action };
  }

  @Mutation('makeVersionLive')
  async makeVersionLive(
    @Context() context: RequestContext,
    @Args('input') input: { actionId: string; number: number },
  ) {
    const outcome = await this.makeVersionLiveCase.makeLive(context.caller, input);
    const version = outcome.ok ? await this.actionLoader.versionHead(context, input) : null;
    return { ...payload('action', outcome, actionView), version };
  }
}

/** Fields of a version that depend on its action, or on what is in its flow. */
@Resolver('ActionVersion')
export class VersionFieldsResolver {
  constructor(
    private readonly actionLoader: ActionLoader,
    private readonly findSpread: FindSpread,
    private readonly flowReader: FlowReader,
  ) {}

  @ResolveField('flow')
  async flow(@Context() context: RequestContext, @Parent() version: VersionHead & { flow?: Json }): Promise<Json> {
    if (version.flow !== undefined) return version.flow;
    return (await this.actionLoader.version(context, version))?.flow ?? null;
  }

  @ResolveField('isLive')
  async isLive(@Context() context: RequestContext, @Parent() version: VersionHead): Promise<boolean> {
    const action = (await this.actionLoader.head(context, version.actionId))?.action;
    return action?.liveVersion === version.number && action.archivedAt === null;
  }

  @ResolveField('hears')
  hears(@Context() context: RequestContext, @Parent() version: VersionHead) {
    return this.flowReader.hearingOfVersion(context, version);
  }

  @ResolveField('liveOn')
  async liveOn(@Context() context: RequestContext, @Parent() version: VersionHead): Promise<Spread | null> {
    if (!(await this.isLive(context, version))) return null;
    return (await this.findSpread.ofAction(context.caller.workspace, version.actionId)) ?? null;
  }
}
