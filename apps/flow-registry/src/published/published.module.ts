import type { Clock, ServiceTokenVerifier } from '@aftercall/service-runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { CLOCK } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { FollowFeed } from './follow-feed.ts';
import { LiveOn } from './live-on.ts';
import { NoticeBoard } from './notice-board.ts';
import { PostgresExecutorsSeen } from './postgres/postgres-executors-seen.ts';
import { PostgresPublishedFeed } from './postgres/postgres-published-feed.ts';
import { PublishedFlowsController, SERVICE_TOKENS } from './rest/published-flows.controller.ts';

@Module({})
export class PublishedModule {
  static with(
    plumbing: DynamicModule,
    { notices, tokens }: { notices: NoticeBoard; tokens: ServiceTokenVerifier },
  ): DynamicModule {
    return {
      module: PublishedModule,
      imports: [plumbing],
      controllers: [PublishedFlowsController],
      providers: [
        { provide: NoticeBoard, useValue: notices },
        { provide: SERVICE_TOKENS, useValue: tokens },
        {
          provide: PostgresPublishedFeed,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresPublishedFeed(transactions),
        },
        {
          provide: PostgresExecutorsSeen,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresExecutorsSeen(transactions),
        },
        {
          provide: LiveOn,
          inject: [PostgresExecutorsSeen, CLOCK],
          useFactory: (seen: PostgresExecutorsSeen, clock: Clock) => new LiveOn(seen, notices, clock),
        },
        {
          provide: FollowFeed,
          inject: [PostgresPublishedFeed, PostgresExecutorsSeen, CLOCK],
          useFactory: (feed: PostgresPublishedFeed, seen: PostgresExecutorsSeen, clock: Clock) =>
            new FollowFeed(feed, seen, notices, clock),
        },
      ],
      exports: [LiveOn, NoticeBoard, PostgresPublishedFeed],
    };
  }
}
