import { Module, type DynamicModule } from '@nestjs/common';
import { NEW_ID } from '../plumbing/plumbing.module.ts';
import { AuthProfileResolver } from './graphql/auth-profile.resolver.ts';
import { VaultDirectory } from './http/vault-directory.ts';
import { KeepAuthProfiles } from './keep-auth-profiles.ts';

@Module({})
export class AuthProfilesModule {
  static with(vault: VaultDirectory, ...imports: DynamicModule[]): DynamicModule {
    return {
      module: AuthProfilesModule,
      imports,
      providers: [
        AuthProfileResolver,
        { provide: VaultDirectory, useValue: vault },
        {
          provide: KeepAuthProfiles,
          inject: [NEW_ID],
          useFactory: (newId: () => string) => new KeepAuthProfiles(vault, newId),
        },
      ],
      exports: [VaultDirectory],
    };
  }
}
