import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { behaviourOf, fractionOf, type Behaviour } from './behaviour.ts';
import { TIMEOUT_MS } from './flows.ts';

/** One request as it came, and what the target did about it. */
export interface Received {
  /** Wall clock, as the ledger's `at`: one machine has one. */
  atMs: number;
  callId: string;
  node: string;
  method: string;
  key: string | undefined;
  /** A question whether the request was carried out. */
  isLookup: boolean;
  /** Of the process that sent it. */
  sentBy: number;
  behaviour: Behaviour;
  isCarriedOut: boolean;
  /** Set once a whole answer has been handed over. */
  answered?: { status: number; atMs: number };
  /** With the answer: not to come again for so long. */
  retryAfterMs?: number;
}

const LONGEST_SLOW_MS = 900;
const LATER_MS = 600;
const SOME_BYTES = 400;
const MANY_BYTES = 12_000;
/** Of all answers so many stand apart from the journal for their size. */
const LARGE = 0.03;

/** A server that misbehaves by a seed, and remembers every request by its facts. */
export class UnrulyTarget {
  readonly url: string;
  readonly received: Received[] = [];
  /** `hanging`: nothing is answered; `calm`: everything at once. */
  mood: 'unruly' | 'calm' | 'hanging';
  readonly #seed: number;
  readonly #server: Server;
  readonly #counts = new Map<string, number>();
  readonly #done = new Set<string>();

  private constructor(server: Server, seed: number, mood: UnrulyTarget['mood']) {
    this.#server = server;
    this.#seed = seed;
    this.mood = mood;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async start(seed: number, mood: UnrulyTarget['mood']): Promise<UnrulyTarget> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const target = new UnrulyTarget(server, seed, mood);
    server.on('request', (request, response) => {
      target.#receive(request, response);
    });
    return target;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const received = this.#note(request);
    response.on('finish', () => {
      if (isWhole(received.behaviour)) received.answered = { status: response.statusCode, atMs: Date.now() };
    });
    this.#react(received, response);
  }

  #note({ headers, method = '', url = '' }: IncomingMessage): Received {
    const atMs = Date.now();
    const [callId, node] = [String(headers['x-call']), String(headers['x-node'])];
    const isLookup = url.startsWith('/done');
    const name = `${callId}/${node}${isLookup ? '/done' : ''}`;
    const nth = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, nth);
    const behaviour = this.#behaviour(callId, isLookup ? `${node}/done` : node, nth);
    const isCarriedOut = !isLookup && carriesOut(behaviour);
    if (isCarriedOut) this.#done.add(`${callId}/${node}`);
    const key = headers['idempotency-key'];
    const received: Received = {
      ...{ atMs, callId, node, method, isLookup, behaviour, isCarriedOut },
      key: typeof key === 'string' ? key : undefined,
      sentBy: Number(headers['x-sent-by']),
    };
    this.received.push(received);
    return received;
  }

  #behaviour(callId: string, node: string, nth: number): Behaviour {
    if (this.mood === 'hanging') return 'hang';
    return this.mood === 'calm' ? 'answer' : behaviourOf(this.#seed, callId, node, nth);
  }

  #react(received: Received, response: ServerResponse): void {
    const { callId, node, behaviour } = received;
    const share = fractionOf(`${this.#seed}/${callId}/${node}/wait`);
    const answerIn = (ms: number): void => {
      setTimeout(() => {
        this.#answer(received, response);
      }, ms);
    };
    const reset = (): void => void response.socket?.resetAndDestroy();
    const silent = (): void => undefined;
    const reactions: Readonly<Record<Behaviour, () => void>> = {
      answer: () => this.#answer(received, response),
      slow: () => answerIn(share * LONGEST_SLOW_MS),
      late: () => answerIn(TIMEOUT_MS + 200 + share * LATER_MS),
      unavailable: () => void response.writeHead(503).end('{"error":"unavailable"}'),
      throttle: () => {
        throttle(received, response, share < 0.5 ? 1 : 2);
      },
      reset,
      'reset-done': reset,
      cut: () => breakOff(response, 'cut'),
      'reset-in-body': () => breakOff(response, 'reset-in-body'),
      hang: silent,
      'hang-done': silent,
    };
    reactions[behaviour]();
  }

  #answer({ callId, node, isLookup }: Received, response: ServerResponse): void {
    if (response.destroyed) return;
    const name = `${callId}/${node}`;
    const filler = 'x'.repeat(fractionOf(`${this.#seed}/${name}/size`) < LARGE ? MANY_BYTES : 0);
    const body = isLookup ? { found: this.#done.has(name), id: `T-${name}` } : { id: `T-${name}`, filler };
    const status = isLookup ? 200 : 201;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

function throttle(received: Received, response: ServerResponse, seconds: number): void {
  received.retryAfterMs = seconds * 1000;
  response.writeHead(429, { 'retry-after': String(seconds) }).end('{"error":"slow down"}');
}

/** More is promised than comes. */
function breakOff(response: ServerResponse, behaviour: 'cut' | 'reset-in-body'): void {
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': String(SOME_BYTES * 2) });
  response.write(`{"id":"half","filler":"${'x'.repeat(SOME_BYTES)}`);
  const end = (): unknown => (behaviour === 'cut' ? response.socket?.end() : response.socket?.resetAndDestroy());
  setTimeout(end, 20);
}

function carriesOut(behaviour: Behaviour): boolean {
  return !['hang', 'reset', 'unavailable', 'throttle'].includes(behaviour);
}

/** Whether the whole answer is handed over, in time or too late. */
function isWhole(behaviour: Behaviour): boolean {
  return ['answer', 'slow', 'late', 'unavailable', 'throttle'].includes(behaviour);
}
