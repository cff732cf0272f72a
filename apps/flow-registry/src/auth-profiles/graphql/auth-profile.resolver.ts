import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { AuthProfileKind } from '@aftercall/wire-format';
import type { Caller } from '../../identity/caller.ts';
import { CurrentCaller } from '../../identity/graphql/current-caller.ts';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import type { RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { WriteOnly } from '../../plumbing/graphql/scalars.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { isStorable } from '../../problems/text-rules.ts';
import { UseLoader } from '../../uses/graphql/use-loader.ts';
import type { AuthProfile } from '../auth-profile-directory.ts';
import { cursorOf, KeepAuthProfiles } from '../keep-auth-profiles.ts';

interface CreateAuthProfileInput {
  name: string;
  kind: AuthProfileKind;
  origins: string[];
  settings?: unknown;
  secret: WriteOnly;
}

@Resolver('AuthProfile')
export class AuthProfileResolver {
  constructor(
    private readonly keepAuthProfiles: KeepAuthProfiles,
    private readonly useLoader: UseLoader,
  ) {}

  @Query('authProfile')
  async authProfile(@CurrentCaller() caller: Caller, @Args('id') id: string) {
    const profile = await this.keepAuthProfiles.find(caller, id);
    return profile === undefined ? null : authProfileView(profile);
  }

  @Query('authProfiles')
  async authProfiles(@CurrentCaller() caller: Caller, @Args() args: PageArguments) {
    const request = pageRequest(args, { name: 'authProfiles', isId: isStorable });
    const page = await this.keepAuthProfiles.list(caller, request);
    return connection(page, request, { node: authProfileView, cursor: cursorOf });
  }

  @ResolveField('usedBy')
  usedBy(@Context() context: RequestContext, @Parent() profile: AuthProfile) {
    return this.useLoader.of(context, 'authProfiles', profile.name);
  }

  @Mutation('createAuthProfile')
  async createAuthProfile(@CurrentCaller() caller: Caller, @Args('input') input: CreateAuthProfileInput) {
    const { name, kind, origins, settings } = input;
    const outcome = await this.keepAuthProfiles.create(caller, {
      name,
      kind,
      origins,
      settings,
      secret: input.secret.reveal(),
    });
    return payload('authProfile', outcome, authProfileView);
  }
}

function authProfileView(profile: AuthProfile) {
  const { id, name, kind, origins, settings, health, version } = profile;
  const [createdAt, updatedAt] = [new Date(profile.createdAt), new Date(profile.updatedAt)];
  return { id, name, kind, origins, settings, health, version, createdAt, updatedAt };
}
