import { Module, type DynamicModule } from '@nestjs/common';
import type { AuditLog } from '../audit/audit-log.ts';
import { PostgresAuditLog } from '../audit/postgres/postgres-audit-log.ts';
import { PARTS, type VaultParts } from '../plumbing/plumbing.module.ts';
import { VaultDatabase } from '../plumbing/postgres/vault-database.ts';
import { CheckKeyRing } from '../sealing/check-key-ring.ts';
import type { AuthProfileStore } from './auth-profile-store.ts';
import { CreateAuthProfile } from './create-auth-profile.ts';
import { DescribeAuthProfiles } from './describe-auth-profiles.ts';
import { PostgresAuthProfileStore } from './postgres/postgres-auth-profile-store.ts';
import { AuthProfilesController } from './rest/auth-profiles.controller.ts';

const store = {
  provide: PostgresAuthProfileStore,
  inject: [VaultDatabase],
  useFactory: (database: VaultDatabase) => new PostgresAuthProfileStore(database),
};

const createAuthProfile = {
  provide: CreateAuthProfile,
  inject: [PARTS, PostgresAuthProfileStore, CheckKeyRing, PostgresAuditLog],
  useFactory: ({ sealer, clock }: VaultParts, profiles: AuthProfileStore, keyRing: CheckKeyRing, audit: AuditLog) =>
    new CreateAuthProfile({ profiles, sealer, keyRing, audit, now: () => clock.now() }),
};

const describeAuthProfiles = {
  provide: DescribeAuthProfiles,
  inject: [PostgresAuthProfileStore, PostgresAuditLog],
  useFactory: (profiles: AuthProfileStore, audit: AuditLog) => new DescribeAuthProfiles({ profiles, audit }),
};

@Module({})
export class AuthProfilesModule {
  static over(...modules: readonly DynamicModule[]): DynamicModule {
    return {
      module: AuthProfilesModule,
      imports: [...modules],
      controllers: [AuthProfilesController],
      providers: [store, createAuthProfile, describeAuthProfiles],
      exports: [PostgresAuthProfileStore],
    };
  }
}
