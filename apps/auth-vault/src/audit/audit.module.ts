import { Module, type DynamicModule } from '@nestjs/common';
import { VaultDatabase } from '../plumbing/postgres/vault-database.ts';
import { PostgresAuditLog } from './postgres/postgres-audit-log.ts';

@Module({})
export class AuditModule {
  static over(plumbing: DynamicModule): DynamicModule {
    return {
      module: AuditModule,
      imports: [plumbing],
      providers: [
        {
          provide: PostgresAuditLog,
          inject: [VaultDatabase],
          useFactory: (database: VaultDatabase) => new PostgresAuditLog(database),
        },
      ],
      exports: [PostgresAuditLog],
    };
  }
}
