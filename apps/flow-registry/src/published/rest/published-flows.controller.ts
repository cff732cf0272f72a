import type { ServiceTokenVerifier } from '@aftercall/service-runtime';
import { publishedFlowsQuery, type PublishedFlowsAnswer } from '@aftercall/wire-format';
import {
  BadRequestException,
  Controller,
  ForbiddenException,
  Get,
  Headers,
  Inject,
  Query,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import type { EventEmitter } from 'node:events';
import { FollowFeed } from '../follow-feed.ts';

/** Injection token of the verifier that knows whose service token is good here. */
export const SERVICE_TOKENS = Symbol('ServiceTokenVerifier');

/** The change feed for executors (`libs/wire-format` says what it carries). */
@Controller('internal/published-flows')
export class PublishedFlowsController {
  constructor(
    private readonly followFeed: FollowFeed,
    @Inject(SERVICE_TOKENS) private readonly tokens: ServiceTokenVerifier,
  ) {}

  @Get()
  async changes(
    @Headers('authorization') authorization: string | undefined,
    @Query() query: unknown,
    @Req() request: { raw: { socket: EventEmitter } },
  ): Promise<PublishedFlowsAnswer> {
    const caller = await this.tokens.verify(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    if (caller === undefined) throw new UnauthorizedException();
    if (caller.service !== 'executor') throw new ForbiddenException();
    const asked = publishedFlowsQuery.safeParse(query);
    if (!asked.success) throw new BadRequestException();
    const hungUp = new AbortController();
    const socket = request.raw.socket;
    const hangUp = (): void => {
      hungUp.abort();
    };
    socket.once('close', hangUp);
    try {
      return await this.followFeed.follow(asked.data, hungUp.signal);
    } finally {
      socket.off('close', hangUp);
    }
  }
}
