import type { Clock, Logger, Metrics } from '@aftercall/service-runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Sealer } from '../sealing/sealer.ts';
import { VaultDatabase } from './postgres/vault-database.ts';

/** What the process has made before the HTTP server is put together. */
export interface VaultParts {
  readonly database: VaultDatabase;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly credentialLifetimeMs: number;
}

/** Injection tokens of parts that are no class of our own. */
export const PARTS = Symbol('parts');

@Module({})
export class PlumbingModule {
  static with(parts: VaultParts): DynamicModule {
    return {
      module: PlumbingModule,
      providers: [
        { provide: PARTS, useValue: parts },
        { provide: VaultDatabase, useValue: parts.database },
      ],
      exports: [PARTS, VaultDatabase],
    };
  }
}
