import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.ts';
import { AuthProfilesModule } from './auth-profiles/auth-profiles.module.ts';
import { PlumbingModule, type VaultParts } from './plumbing/plumbing.module.ts';
import { ResolutionModule } from './resolution/resolution.module.ts';
import { SealingModule } from './sealing/sealing.module.ts';

/** The features of the vault, each over those that it needs. */
@Module({})
export class AppModule {
  static with(parts: VaultParts): DynamicModule {
    const plumbing = PlumbingModule.with(parts);
    const audit = AuditModule.over(plumbing);
    const sealing = SealingModule.over(plumbing);
    const authProfiles = AuthProfilesModule.over(plumbing, audit, sealing);
    return {
      module: AppModule,
      imports: [authProfiles, ResolutionModule.over(plumbing, audit, authProfiles), sealing],
    };
  }
}
