import type { Logger, Metrics, ServiceTokenVerifier } from '@aftercall/service-runtime';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { requireServiceToken } from '../../access/rest/service-guard.ts';
import { FaultFormat } from './fault-format.ts';
import { logRequests } from './request-log.ts';

/** As much as the registry takes itself: a secret that is too long is then refused by its field, not by the body's size. */
const bodyLimitBytes = 1024 * 1024;

/** What the server needs beside its features. */
export interface VaultServerOptions {
  readonly verifier: ServiceTokenVerifier;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Nest on Fastify, not listening yet. On closing, requests in flight are answered and new ones refused with 503. */
export async function createVaultServer(
  module: DynamicModule,
  { verifier, log, metrics }: VaultServerOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    requestTimeout: 10_000,
    genReqId: () => crypto.randomUUID(),
  });
  // The order counts: what the token hook answers must be logged too.
  logRequests(adapter.getInstance(), log);
  requireServiceToken(adapter.getInstance(), verifier);
  closeConnectionsWhenStopping(adapter.getInstance());
  // bodyParser: false leaves Fastify's own JSON parser, which refuses __proto__ members; Nest would add forms.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class and takes a literal
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const faults = metrics.counter({
    name: 'aftercall_vault_faults_total',
    help: 'requests that ended with a fault or a defect, by code',
    labels: ['code'],
  });
  app.useGlobalFilters(new FaultFormat(log, faults));
  return app;
}

/** A connection kept alive behind the last answer would hold up the end of the process until it times out. */
function closeConnectionsWhenStopping(server: FastifyInstance): void {
  let isStopping = false;
  server.addHook('preClose', (next) => {
    isStopping = true;
    next();
  });
  server.addHook('onSend', (_request, reply, payload, next) => {
    if (isStopping) reply.header('connection', 'close');
    next(null, payload);
  });
}
