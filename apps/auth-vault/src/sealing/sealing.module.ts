import { Module, type DynamicModule } from '@nestjs/common';
import { PARTS, type VaultParts } from '../plumbing/plumbing.module.ts';
import { VaultDatabase } from '../plumbing/postgres/vault-database.ts';
import { CheckKeyRing } from './check-key-ring.ts';
import { PostgresKeyCanaries } from './postgres/postgres-key-canaries.ts';

@Module({})
export class SealingModule {
  static over(plumbing: DynamicModule): DynamicModule {
    return {
      module: SealingModule,
      imports: [plumbing],
      providers: [
        {
          provide: CheckKeyRing,
          inject: [PARTS, VaultDatabase],
          useFactory: ({ sealer }: VaultParts, database: VaultDatabase) =>
            new CheckKeyRing(sealer, new PostgresKeyCanaries(database)),
        },
      ],
      exports: [CheckKeyRing],
    };
  }
}
