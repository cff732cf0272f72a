import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { giveAnswer } from './scripted-answer.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** A request as it arrived, its body read to the end. */
export interface ReceivedRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; a header that was sent twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** `performance.now()` when its last byte was there. */
  readonly atMs: number;
  /** The body as JSON. @throws SyntaxError */
  json(): unknown;
}

/** A real HTTP server on 127.0.0.1 that answers by script and remembers what it received. */
export class ScriptedTarget {
  /** In the order of arrival. */
  readonly received: ReceivedRequest[] = [];
  readonly #server: Server;
  readonly #scripts = new Map<string, ScriptedAnswer[]>();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => request.socket.destroy());
    });
  }

  /** Listens on any free port. */
  static async start(): Promise<ScriptedTarget> {
    const target = new ScriptedTarget();
    await new Promise<void>((done, fail) => {
      target.#server.once('error', fail);
      target.#server.listen(0, '127.0.0.1', done);
    });
    return target;
  }

  /** `http://127.0.0.1:<port>` */
  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** The requests that one path received. */
  receivedAt(path: string): ReceivedRequest[] {
    return this.received.filter((request) => request.path === path);
  }

  /**
   * What the next requests to a path get, one answer each; the last one stays. Replaces what was left of the script
   * before. A path without a script answers 200 with `{}`.
   */
  script(path: string, ...answers: ScriptedAnswer[]): void {
    this.#scripts.set(path, answers);
  }

  /** Connections that are open now, those that hang too. */
  connectionCount(): Promise<number> {
    return new Promise((done, fail) => {
      this.#server.getConnections((error, count) => {
        if (error === null) done(count);
        else fail(error);
      });
    });
  }

  /** Cuts every connection, those that hang too. Harmless when called again. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    await new Promise<void>((done) => {
      this.#server.close(() => {
        done();
      });
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const received = toReceived(request, Buffer.concat(chunks));
    this.received.push(received);
    await giveAnswer(this.#next(received.path), response);
  }

  #next(path: string): ScriptedAnswer {
    const answers = this.#scripts.get(path) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { json: {} };
  }
}

function toReceived(request: IncomingMessage, body: Buffer): ReceivedRequest {
  const url = new URL(request.url ?? '/', 'http://target');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body,
    atMs: performance.now(),
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  };
}
