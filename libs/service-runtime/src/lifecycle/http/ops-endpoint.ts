import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fault } from '../../faults/runtime-faults.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { Health, HealthReport } from '../health.ts';

/** What the ops endpoint shows, and where. */
export interface OpsEndpointOptions {
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly health: Health;
  readonly metrics: Metrics;
  /** Loopback unless `OPS_HOST` says otherwise (in a pod the kubelet asks from outside): nothing here asks for a key. */
  readonly host?: string;
}

/** A listening ops endpoint. */
export interface OpsEndpoint {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/startupz`, `/livez`, `/readyz` (200, or 503 with the failing checks as JSON) and `/metrics`.
 *
 * @throws Fault PORT_TAKEN
 */
export async function startOpsEndpoint(options: OpsEndpointOptions): Promise<OpsEndpoint> {
  const { port, host = '127.0.0.1' } = options;
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    answer(path, options, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => closed(server),
  };
}

async function answer(path: string, { health, metrics }: OpsEndpointOptions, response: ServerResponse): Promise<void> {
  switch (path) {
    case '/startupz':
      sendReport(response, health.startup());
      return;
    case '/livez':
      sendReport(response, health.live());
      return;
    case '/readyz':
      sendReport(response, await health.ready());
      return;
    case '/metrics':
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.text());
      return;
    default:
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND"}');
  }
}

function sendReport(response: ServerResponse, report: HealthReport): void {
  response.writeHead(report.ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(report));
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? fault('PORT_TAKEN', { port, host }, error) : error);
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
