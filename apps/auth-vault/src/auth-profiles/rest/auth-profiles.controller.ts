import type { ServiceCaller } from '@aftercall/service-runtime';
import type { CreateAuthProfileAnswer, DescribeAuthProfilesAnswer } from '@aftercall/wire-format';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller } from '../../access/rest/service-guard.ts';
import { Refusal } from '../../plumbing/rest/refusal.ts';
import { CreateAuthProfile } from '../create-auth-profile.ts';
import { DescribeAuthProfiles } from '../describe-auth-profiles.ts';
import { authProfileView } from './auth-profile-view.ts';

const forbidden = 'only the registry, for one workspace, may write and describe auth profiles';

/** What the registry asks: secrets go in, names and states come out. */
@Controller('internal/auth-profiles')
export class AuthProfilesController {
  constructor(
    @Inject(CreateAuthProfile) private readonly createAuthProfile: CreateAuthProfile,
    @Inject(DescribeAuthProfiles) private readonly describeAuthProfiles: DescribeAuthProfiles,
  ) {}

  /** 201 `{ profile }`, or 422 `{ problems }`. */
  @Post()
  async create(
    @CurrentCaller() caller: ServiceCaller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreateAuthProfileAnswer> {
    const outcome = await this.createAuthProfile.create(caller, body, request.id);
    switch (outcome.kind) {
      case 'created':
        reply.status(201);
        return { profile: authProfileView(outcome.profile) };
      case 'refused':
        reply.status(422);
        return { problems: [...outcome.problems] };
      case 'forbidden':
        throw new Refusal(403, 'FORBIDDEN', forbidden);
      case 'keys-unfit':
        throw new Refusal(
          503,
          'KEYS_UNFIT',
          'the vault cannot seal with its keys; its operator must mend VAULT_KEK_KEYS',
        );
      default:
        return outcome satisfies never;
    }
  }

  @Get()
  async describe(
    @CurrentCaller() caller: ServiceCaller,
    @Req() request: FastifyRequest,
  ): Promise<DescribeAuthProfilesAnswer> {
    const outcome = await this.describeAuthProfiles.describe(caller, request.id);
    if (outcome.kind === 'forbidden') throw new Refusal(403, 'FORBIDDEN', forbidden);
    return { profiles: outcome.profiles.map(authProfileView) };
  }
}
