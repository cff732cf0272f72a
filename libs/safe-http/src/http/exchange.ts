import type { Clock } from '@aftercall/service-runtime';
import type { Dispatcher } from 'undici';
import { BoundedBody } from '../bounded-body.ts';
import type { SafeRequest } from '../request.ts';
import type { NoAnswer, NotSent, SafeOutcome } from '../response.ts';
import { connectProblem } from './connect-problem.ts';

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
 * - *started*: undici is about to write. From here on a byte may have left, and every end but a complete answer is
 *   `no-answer`: what a socket accepted is not known to have stayed here.
 * - *headed*: the answer's status and headers are there; its body is being read.
 * - *settled*: the outcome is known and never changes. Whatever comes after it is ignored; a connection that comes
 *   free for a settled request is not used.
 *
 * undici writes a request again by itself where a connection ends in certain ways. This refuses: it starts once.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<SafeOutcome>;
  readonly #request: SafeRequest;
  readonly #origin: URL;
  readonly #clock: Clock;
  readonly #beganMs: number;
  readonly #resolve: (outcome: SafeOutcome) => void;
  #isSettled = false;
  #started: Dispatcher.DispatchController | undefined;
  #head: Head | undefined;

  constructor(request: SafeRequest, origin: URL, clock: Clock) {
    const { promise, resolve } = Promise.withResolvers<SafeOutcome>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#request = request;
    this.#origin = origin;
    this.#clock = clock;
    this.#beganMs = clock.monotonicMs();
  }

  /** Ends the request from this side, and its connection where it has one. */
  giveUp({ before, after, message }: GivingUp): void {
    if (this.#started === undefined) this.#notSent(before, message);
    else this.#noAnswer(after, message);
    this.#started?.abort(new Error(message));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#started !== undefined) this.#noAnswer('RESET', 'the connection ended before the answer');
    else if (!this.#isSettled && !this.#mayStart()) this.#notSent('STOPPED', 'stopped just before the first byte');
    if (this.#isSettled) controller.abort(new Error('not sent'));
    else this.#started = controller;
  }

  onResponseStart({ rawHeaders }: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    const body = new BoundedBody(this.#request.maxResponseBytes);
    this.#head = { status, headers: headerPairs(rawHeaders), body };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isSettled || this.#head?.body.append(chunk) === true) return;
    this.#answered(true);
    controller.abort(new Error('the answer was cut at its limit'));
  }

  onResponseEnd(): void {
    this.#answered(false);
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#started === undefined) {
      const { code, message } = connectProblem(error, this.#origin);
      this.#notSent(code, message);
    } else {
      this.#noAnswer(this.#head === undefined ? 'RESET' : 'BODY_CUT', `${this.#origin.host}: ${error.message}`);
    }
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
    this.#isSettled = true;
    this.#resolve(outcome);
  }

  #elapsedMs(): number {
    return Math.round(this.#clock.monotonicMs() - this.#beganMs);
  }
}

/** undici gives names and values in turn, as they came; bytes beyond ASCII are read as Latin-1, as HTTP has it. */
function headerPairs(raw: Dispatcher.DispatchController['rawHeaders']): Head['headers'] {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((text: Buffer | string) => (typeof text === 'string' ? text : text.toString('latin1')));
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < texts.length; at += 2) pairs.push([(texts[at] ?? '').toLowerCase(), texts[at + 1] ?? '']);
  return pairs;
}
