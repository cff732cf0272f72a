import { Module, type DynamicModule } from '@nestjs/common';
import type { AuditLog } from '../audit/audit-log.ts';
import { PostgresAuditLog } from '../audit/postgres/postgres-audit-log.ts';
import type { AuthProfileStore } from '../auth-profiles/auth-profile-store.ts';
import { PostgresAuthProfileStore } from '../auth-profiles/postgres/postgres-auth-profile-store.ts';
import { PARTS, type VaultParts } from '../plumbing/plumbing.module.ts';
import { ResolveAuthProfile } from './resolve-auth-profile.ts';
import { ResolutionController, RESOLUTIONS } from './rest/resolution.controller.ts';

const resolveAuthProfile = {
  provide: ResolveAuthProfile,
  inject: [PARTS, PostgresAuthProfileStore, PostgresAuditLog],
  useFactory: ({ sealer, clock, credentialLifetimeMs }: VaultParts, profiles: AuthProfileStore, audit: AuditLog) =>
    new ResolveAuthProfile({ profiles, sealer, audit, credentialLifetimeMs, now: () => clock.now() }),
};

const resolutions = {
  provide: RESOLUTIONS,
  inject: [PARTS],
  useFactory: ({ metrics }: VaultParts) =>
    metrics.counter({
      name: 'aftercall_vault_resolutions_total',
      help: 'auth profiles that executors asked for, by what they were told',
      labels: ['outcome'],
    }),
};

@Module({})
export class ResolutionModule {
  static over(...modules: readonly DynamicModule[]): DynamicModule {
    return {
      module: ResolutionModule,
      imports: [...modules],
      controllers: [ResolutionController],
      providers: [resolveAuthProfile, resolutions],
    };
  }
}
