import type { Clock, Logger } from '@aftercall/service-runtime';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CLOCK, LOG, NEW_ID, NOW } from '../plumbing/plumbing.module.ts';
import { WorkspaceTransactions } from '../plumbing/postgres/workspace-transactions.ts';
import { LiveOn } from '../published/live-on.ts';
import { NoticeBoard } from '../published/notice-board.ts';
import { PostgresWorkspaceStore } from '../workspaces/postgres/postgres-workspace-store.ts';
import { Authenticate } from './authenticate.ts';
import { CreateApiKey } from './create-api-key.ts';
import { EnsureFirstAccess } from './ensure-first-access.ts';
import { ApiKeyResolver } from './graphql/api-key.resolver.ts';
import { ListApiKeys } from './list-api-keys.ts';
import { PostgresApiKeyStore } from './postgres/postgres-api-key-store.ts';
import { PostgresSessionStore } from './postgres/postgres-session-store.ts';
import { RevokeApiKey } from './revoke-api-key.ts';
import type { SessionTimes } from './session.ts';
import { SignIn } from './sign-in.ts';
import { TrustedKeys } from './trusted-keys.ts';
import { ByApiKey, ByLoginLink } from './way-in.ts';

type Now = () => Date;
type NewId = () => string;

@Module({})
export class IdentityModule {
  static with(times: SessionTimes, ...imports: DynamicModule[]): DynamicModule {
    return {
      module: IdentityModule,
      imports,
      providers: [
        ApiKeyResolver,
        {
          provide: PostgresApiKeyStore,
          inject: [WorkspaceTransactions],
          useFactory: (transactions: WorkspaceTransactions) => new PostgresApiKeyStore(transactions),
        },
        {
          provide: ListApiKeys,
          inject: [PostgresApiKeyStore],
          useFactory: (keys: PostgresApiKeyStore) => new ListApiKeys(keys),
        },
        {
          provide: CreateApiKey,
          inject: [PostgresApiKeyStore, LiveOn, NOW, NEW_ID],
          useFactory: (keys: PostgresApiKeyStore, liveOn: LiveOn, now: Now, newId: NewId) =>
            new CreateApiKey(keys, liveOn, { now, newId }),
        },
        {
          provide: RevokeApiKey,
          inject: [PostgresApiKeyStore, LiveOn, CLOCK],
          useFactory: (keys: PostgresApiKeyStore, liveOn: LiveOn, clock: Clock) =>
            new RevokeApiKey(keys, liveOn, clock),
        },
        ...sessionProviders(times),
        {
          provide: EnsureFirstAccess,
          inject: [PostgresWorkspaceStore, PostgresApiKeyStore, LOG, CLOCK, NEW_ID],
          useFactory: (
            ...[workspaces, keys, log, clock, newId]: [
              PostgresWorkspaceStore,
              PostgresApiKeyStore,
              Logger,
              Clock,
              NewId,
            ]
          ) => new EnsureFirstAccess(workspaces, keys, log, { clock, newId }),
        },
      ],
    };
  }
}

/** Who is let in: by a key itself, or by a session in its place. */
function sessionProviders(times: SessionTimes): Provider[] {
  return [
    {
      provide: PostgresSessionStore,
      inject: [WorkspaceTransactions],
      useFactory: (transactions: WorkspaceTransactions) => new PostgresSessionStore(transactions),
    },
    {
      provide: TrustedKeys,
      inject: [PostgresApiKeyStore, NoticeBoard, CLOCK],
      useFactory: (keys: PostgresApiKeyStore, notices: NoticeBoard, clock: Clock) =>
        new TrustedKeys(keys, notices, clock),
    },
    {
      provide: Authenticate,
      inject: [PostgresApiKeyStore, TrustedKeys, PostgresSessionStore, PostgresWorkspaceStore, NOW],
      useFactory: (
        ...[keys, trustedKeys, sessions, workspaces, now]: [
          PostgresApiKeyStore,
          TrustedKeys,
          PostgresSessionStore,
          PostgresWorkspaceStore,
          Now,
        ]
      ) => new Authenticate({ keys, trustedKeys, sessions, workspaces }, { now, idleMs: times.idleMs }),
    },
    {
      provide: SignIn,
      inject: [PostgresSessionStore, NOW, NEW_ID],
      useFactory: (sessions: PostgresSessionStore, now: Now, newId: NewId) =>
        new SignIn(sessions, times, { now, newId }),
    },
    {
      provide: ByApiKey,
      inject: [PostgresApiKeyStore],
      useFactory: (keys: PostgresApiKeyStore) => new ByApiKey(keys),
    },
    {
      provide: ByLoginLink,
      inject: [PostgresSessionStore],
      useFactory: (sessions: PostgresSessionStore) => new ByLoginLink(sessions),
    },
  ];
}
