import type { Counter, ServiceCaller } from '@aftercall/service-runtime';
import type { ResolveAuthProfileProblem, UsableCredential } from '@aftercall/wire-format';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller } from '../../access/rest/service-guard.ts';
import { Refusal } from '../../plumbing/rest/refusal.ts';
import { ResolveAuthProfile, type ResolveOutcome } from '../resolve-auth-profile.ts';

/** Injection token of the counter of resolutions by outcome. */
export const RESOLUTIONS = Symbol('resolutions');

/** The one endpoint that executors call. */
@Controller('internal/auth-profiles/resolve')
export class ResolutionController {
  constructor(
    @Inject(ResolveAuthProfile) private readonly resolveAuthProfile: ResolveAuthProfile,
    @Inject(RESOLUTIONS) private readonly resolutions: Counter,
  ) {}

  @Post()
  @HttpCode(200)
  async resolve(
    @CurrentCaller() caller: ServiceCaller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<UsableCredential> {
    const outcome = await this.resolveAuthProfile.resolve(caller, body, request.id);
    this.resolutions.add({ outcome: outcome.kind });
    if (outcome.kind === 'released') return outcome.credential;
    throw refusal(outcome);
  }
}

function refusal(outcome: Exclude<ResolveOutcome, { kind: 'released' }>): Refusal {
  switch (outcome.kind) {
    case 'forbidden':
      return refused(403, 'FORBIDDEN', 'only an executor, for one workspace, may open auth profiles');
    case 'invalid':
      return refused(
        400,
        'INVALID',
        outcome.problems.map(({ path, message }) => `${path} ${message}`.trim()).join('; '),
      );
    case 'not-found':
      return refused(404, 'NOT_FOUND', 'no auth profile of this workspace has this name');
    case 'revoked':
      return refused(409, 'REVOKED', 'this auth profile was revoked');
    case 'origin-not-allowed':
      return refused(
        403,
        'ORIGIN_NOT_ALLOWED',
        'this auth profile may not be sent to this origin; an admin can add it',
      );
    default:
      return outcome satisfies never;
  }
}

function refused(status: number, code: ResolveAuthProfileProblem['code'], message: string): Refusal {
  return new Refusal(status, code, message);
}
