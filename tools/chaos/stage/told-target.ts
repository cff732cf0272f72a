import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A target that takes everything and remembers by which keys each call was told. */
export class ToldTarget {
  readonly url: string;
  /** Idempotency keys by call id, each once. */
  readonly keysOf = new Map<string, Set<string>>();
  requests = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async start(): Promise<ToldTarget> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const target = new ToldTarget(server);
    server.on('request', (request, response) => {
      request.resume();
      request.on('end', () => {
        target.#note(String(request.headers['x-call']), String(request.headers['idempotency-key']));
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"ok":true}');
      });
    });
    return target;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #note(callId: string, key: string): void {
    this.requests += 1;
    const keys = this.keysOf.get(callId) ?? new Set();
    keys.add(key);
    this.keysOf.set(callId, keys);
  }
}
