import type { Clock } from '@aftercall/service-runtime';
import type { Dispatcher } from 'undici';
import { BoundedBody } from '../bounded-body.ts';
import type { SafeRequest } from '../request.ts';
import type { NoAnswer, NotSent, SafeOutcome } from '../response.ts';
import { connectProblem } from './connect-problem.ts';
import { ExchangeWatch } from './exchange-watch.ts';

interface Head {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: BoundedBody;
}

/** Why somebody here gives a request up: the outcome's code before its first byte, and after. */
export interface GivingUp {
  readonly before: NotSent['code'];
  readonly after: NoAnswer['code'];
  readonly message: string;
}

/**
 * One request on its way, seen from the connection.
 *
 * - *waiting*: for a connection. Nothing was sent; every end is `not-sent`.
 * - *started*: undici writes in the same turn of the event loop. From here on a byte may have left, and every end but a
 *   complete answer is `no-answer`: what a socket took is not known to have stayed here.
 * - *headed*: the answer's status and headers are there; its body is being read.
 * - *settled*: the outcome is known and never changes. What comes after it is ignored, and a request that was settled
 *   while it waited does not start.
 *
 * undici may write a request again by itself where a connection ended in certain ways: this starts once.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<SafeOutcome>;
  /** There when the request wants to be observed. */
  readonly watch: ExchangeWatch | undefined;
  readonly #request: SafeRequest;
  readonly #origin: URL;
  readonly #clock: Clock;
  readonly #beganMs: number;
  readonly #resolve: (outcome: SafeOutcome) => void;
  #isSettled = false;
  #isStarted = false;
  #head: Head | undefined;

  constructor(request: SafeRequest, origin: URL, clock: Clock) {
    const { promise, resolve } = Promise.withResolvers<SafeOutcome>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#request = request;
    this.#origin = origin;
    this.#clock = clock;
    this.#beganMs = clock.monotonicMs();
    this.watch = request.isObserved === true ? new ExchangeWatch(origin, clock) : undefined;
  }

  isSettled(): boolean {
    return this.#isSettled;
  }

  /** Ends the request from this side; whoever lent it a connection ends that. */
  giveUp({ before, after, message }: GivingUp): void {
    if (this.#isStarted) this.#noAnswer(after, message);
    else this.#notSent(before, message);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isStarted) this.#noAnswer('RESET', `${this.#origin.host}: the connection ended before the answer`);
    else if (!this.#isSettled && !this.#mayStart()) this.#notSent('STOPPED', 'stopped just before the first byte');
    if (this.#isSettled) controller.abort(new Error('not sent'));
    else this.#start();
  }

  onResponseStart(
    { rawHeaders }: Dispatcher.DispatchController,
    status: number,
    _headers?: unknown,
    statusText?: string,
  ): void {
    if (status < 200) return;
    this.watch?.answering(statusText);
    const body = new BoundedBody(this.#request.maxResponseBytes);
    this.#head = { status, headers: headerPairs(rawHeaders), body };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled || this.#head === undefined) return;
    const fits = this.#head.body.append(chunk);
    if (!fits) this.#answered(true);
  }

  onResponseEnd(): void {
    this.#answered(false);
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.watch?.failed(error);
    if (!this.#isStarted) {
      const { code, message } = connectProblem(error, this.#origin);
      this.#notSent(code, message);
    } else {
      this.#noAnswer(this.#head === undefined ? 'RESET' : 'BODY_CUT', `${this.#origin.host}: ${error.message}`);
    }
  }

  #start(): void {
    this.#isStarted = true;
    this.watch?.sending();
  }

  #mayStart(): boolean {
    try {
      return this.#request.onRequestStart?.() ?? true;
    } catch {
      return false;
    }
  }

  #answered(truncated: boolean): void {
    if (this.#head === undefined) return;
    const { status, headers, body } = this.#head;
    const timing = { totalMs: this.#elapsedMs() };
    this.#settle({ kind: 'answered', status, headers, body: body.bytes(), truncated, timing });
  }

  #notSent(code: NotSent['code'], message: string): void {
    this.#settle({ kind: 'not-sent', code, message, totalMs: this.#elapsedMs() });
  }

  #noAnswer(code: NoAnswer['code'], message: string): void {
    this.#settle({ kind: 'no-answer', code, message, totalMs: this.#elapsedMs() });
  }

  #settle(outcome: SafeOutcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#resolve(this.watch === undefined ? outcome : { ...outcome, observed: this.watch.seen() });
  }

  #elapsedMs(): number {
    return Math.round(this.#clock.monotonicMs() - this.#beganMs);
  }
}

/** undici gives names and values in turn, as they came; bytes beyond ASCII are read as Latin-1, as HTTP has it. */
function headerPairs(raw: Dispatcher.DispatchController['rawHeaders']): Head['headers'] {
  if (!Array.isArray(raw)) return [];
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([textOf(raw[at]).toLowerCase(), textOf(raw[at + 1])]);
  return pairs;
}

function textOf(text: Buffer | string | undefined): string {
  return typeof text === 'string' ? text : (text?.toString('latin1') ?? '');
}
