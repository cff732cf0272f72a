import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Behaviours, readBehaviour } from './behaviour.ts';
import { Crm } from './crm.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** What is kept to be looked at; older requests leave. */
const MAX_KEPT = 10_000;

/** One request as `GET /received` shows it. A credential is shown as present, never itself. */
interface ReceivedRequest {
  at: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  /** The status it was answered with; null: not answered (it hangs, or has not been yet). */
  status: number | null;
  /** Its idempotency key came before, so nothing was made anew. */
  isRepeated: boolean;
}

/**
 * An API such as flows call, to try them against: `POST /tickets`, `POST /notes` and `PUT /metrics` want
 * `Authorization: Bearer <token>`; `GET /received` shows all that came; `POST /behave` makes a path fail, wait or hang.
 */
export function createExampleTarget(token: string): Server {
  const target = new ExampleTarget(token);
  return createServer((request, response) => {
    target.answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 400, { error: error instanceof Error ? error.message : 'unreadable' });
    });
  });
}

class ExampleTarget {
  private readonly crm = new Crm();
  private readonly behaviours = new Behaviours();
  private readonly received: ReceivedRequest[] = [];
  private readonly token: string;

  constructor(token: string) {
    this.token = token;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://target');
    const route = `${request.method ?? 'GET'} ${url.pathname}`;
    const body = await readBody(request);
    if (route === 'GET /received') {
      send(response, 200, this.received);
    } else if (route === 'POST /behave') {
      this.behave(body, response);
    } else if (this.crm.knows(route)) {
      await this.serve(this.note(request, url, body), request, response);
    } else {
      send(response, 404, { error: 'there are POST /tickets, POST /notes, PUT /metrics, GET /received, POST /behave' });
    }
  }

  private behave(order: unknown, response: ServerResponse): void {
    const reading = readBehaviour(order);
    if (reading.ok) this.behaviours.set(reading.behaviour);
    send(response, reading.ok ? 200 : 400, reading.ok ? { ok: true } : { error: reading.problem });
  }

  private note(request: IncomingMessage, url: URL, body: unknown): ReceivedRequest {
    const entry: ReceivedRequest = {
      at: new Date().toISOString(),
      method: request.method ?? 'GET',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: shownHeaders(request),
      body,
      status: null,
      isRepeated: false,
    };
    this.received.push(entry);
    if (this.received.length > MAX_KEPT) this.received.shift();
    return entry;
  }

  private async serve(entry: ReceivedRequest, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const behaviour = this.behaviours.use(entry.path);
    if (behaviour?.hang === true) return;
    if (behaviour?.delayMs !== undefined) await sleep(behaviour.delayMs, undefined, { ref: false });
    const { status, body } = this.judge(entry, request, behaviour?.status);
    entry.status = status;
    send(response, status, body);
  }

  private judge(entry: ReceivedRequest, request: IncomingMessage, told: number | undefined) {
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return { status: 401, body: { error: 'Authorization: Bearer <token> is wrong or missing' } };
    }
    if (told !== undefined && (told < 200 || told > 299)) {
      return { status: told, body: { error: `told to answer ${told}` } };
    }
    const key = request.headers['idempotency-key'];
    const done = this.crm.write(`${entry.method} ${entry.path}`, typeof key === 'string' ? key : undefined);
    entry.isRepeated = done.isRepeated;
    return { status: told ?? done.status, body: done.body };
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error(`the body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

function shownHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = name === 'authorization' ? 'present' : String(value);
  }
  return headers;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
