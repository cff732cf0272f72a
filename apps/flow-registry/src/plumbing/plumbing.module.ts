import { systemClock, type Clock, type Logger } from '@aftercall/service-runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { ExecutorClient } from './http/executor-client.ts';
import { LedgerSource } from './postgres/ledger-source.ts';
import { WorkspaceTransactions } from './postgres/workspace-transactions.ts';

/** What the feature modules are built on; made before Nest starts, closed after it has stopped. */
export interface Foundation {
  dataSource: DataSource;
  ledger: LedgerSource;
  executor: ExecutorClient;
  clock?: Clock;
  log: Logger;
}

/** Injection tokens of what has no class. */
export const CLOCK = Symbol('Clock');
export const LOG = Symbol('Logger');
export const NOW = Symbol('now');
export const NEW_ID = Symbol('newId');

@Module({})
export class PlumbingModule {
  static with({ dataSource, ledger, executor, clock = systemClock, log }: Foundation): DynamicModule {
    const providers = [
      { provide: LedgerSource, useValue: ledger },
      { provide: ExecutorClient, useValue: executor },
      { provide: WorkspaceTransactions, useValue: new WorkspaceTransactions(dataSource) },
      { provide: CLOCK, useValue: clock },
      { provide: NOW, useValue: () => clock.now() },
      { provide: NEW_ID, useValue: () => randomUUID() },
      { provide: LOG, useValue: log },
    ];
    return { module: PlumbingModule, providers, exports: providers };
  }
}
