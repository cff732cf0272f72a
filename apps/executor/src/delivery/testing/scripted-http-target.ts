import type { ScriptedAnswer } from '@aftercall/dev-harness';
import type { Clock } from '@aftercall/service-runtime';
import type { HttpTarget, NoAnswerCode, NotSentCode, OutgoingRequest, TargetOutcome } from '../http-target.ts';

/** No connection: `refused` at once, `blocked` by the egress guard. */
export interface Unreachable {
  kind: 'refused' | 'blocked';
}

/** The way of a request. Without one it arrives at once, and its answer is there when it is given. */
export interface Wire {
  /** Whether there is a connection. */
  connect(request: OutgoingRequest): Promise<boolean>;
  /** Asked in the same turn as `maySend`: lets the request arrive, and brings what is said to it. */
  carry(request: OutgoingRequest, arrive: () => ScriptedAnswer): Promise<ScriptedAnswer>;
}

const atOnce: Wire = {
  connect: () => Promise.resolve(true),
  carry: (_request, arrive) => Promise.resolve(arrive()),
};

/**
 * A target without a network, by the same script as the real `ScriptedTarget`: per path, one answer each, the last one
 * stays. Answers are cut at `maxResponseBytes`, hangs last until the request's timeout by the clock.
 */
export class ScriptedHttpTarget implements HttpTarget {
  /** Requests that left, in order. */
  readonly received: OutgoingRequest[] = [];
  readonly #clock: Clock;
  readonly #maxResponseBytes: number;
  readonly #scripts = new Map<string, ScriptedAnswer[]>();
  readonly #unreachable = new Map<string, Unreachable>();
  readonly #wire: Wire;

  constructor(clock: Clock, maxResponseBytes: number, wire: Wire = atOnce) {
    this.#clock = clock;
    this.#maxResponseBytes = maxResponseBytes;
    this.#wire = wire;
  }

  script(path: string, ...answers: ScriptedAnswer[]): void {
    this.#scripts.set(path, answers);
  }

  /** Whatever goes to this origin does not arrive. */
  scriptOrigin(origin: string, why: Unreachable): void {
    this.#unreachable.set(origin, why);
  }

  async send(request: OutgoingRequest): Promise<TargetOutcome> {
    const beganMs = this.#clock.monotonicMs();
    const outcome = await this.#exchange(request);
    return { ...outcome, durationMs: this.#clock.monotonicMs() - beganMs };
  }

  async #exchange(request: OutgoingRequest): Promise<TargetOutcome> {
    const { origin, pathname } = new URL(request.url);
    const unreachable = this.#unreachable.get(origin);
    if (unreachable !== undefined) return notSent(unreachable.kind === 'refused' ? 'CONNECT_FAILED' : 'EGRESS_BLOCKED');
    if (!(await this.#wire.connect(request))) return notSent('CONNECT_FAILED');
    if (request.signal.aborted) return notSent('INTERRUPTED');
    if (!request.maySend()) return notSent('NOT_OURS');
    const ended = new AbortController();
    const carried = this.#wire.carry(request, () => this.#arrive(request, pathname));
    const patience = this.#clock.sleep(request.timeoutMs, AbortSignal.any([request.signal, ended.signal])).then(
      () => noAnswer('TIMEOUT'),
      () => noAnswer('INTERRUPTED'),
    );
    try {
      return await Promise.race([carried.then((answer) => this.#answer(answer)), patience]);
    } finally {
      ended.abort();
    }
  }

  #arrive(request: OutgoingRequest, path: string): ScriptedAnswer {
    this.received.push(request);
    return this.#next(path);
  }

  #next(path: string): ScriptedAnswer {
    const answers = this.#scripts.get(path) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { json: {} };
  }

  async #answer(answer: ScriptedAnswer): Promise<TargetOutcome> {
    await answer.after;
    switch (answer.kind) {
      case 'hang':
      case 'slow-body':
        return new Promise(() => undefined);
      case 'reset':
        return noAnswer('RESET');
      case 'reset-mid-body':
      case 'cut-mid-body':
        return noAnswer('BODY_CUT');
      case 'huge-body':
        return this.#whole(
          answer,
          Buffer.alloc(Math.min(answer.bodyBytes ?? Infinity, this.#maxResponseBytes + 1), 'x'),
        );
      case undefined:
      case 'answer':
        return this.#whole(answer, bodyOf(answer));
      default:
        return answer satisfies never;
    }
  }

  #whole(
    answer: { status?: number; headers?: Readonly<Record<string, string>>; json?: unknown },
    body: Buffer,
  ): TargetOutcome {
    const type: Record<string, string> = answer.json === undefined ? {} : { 'content-type': 'application/json' };
    return {
      kind: 'answered',
      status: answer.status ?? 200,
      headers: Object.entries({ ...type, ...answer.headers }).map(([name, value]) => [name.toLowerCase(), value]),
      body: body.subarray(0, this.#maxResponseBytes),
      isTruncated: body.length > this.#maxResponseBytes,
      durationMs: 0,
    };
  }
}

function bodyOf({ json, body }: { json?: unknown; body?: string | Buffer }): Buffer {
  return Buffer.from(json === undefined ? (body ?? '') : JSON.stringify(json));
}

function notSent(code: NotSentCode): TargetOutcome {
  return { kind: 'not-sent', code, message: `scripted ${code}`, durationMs: 0 };
}

function noAnswer(code: NoAnswerCode): TargetOutcome {
  return { kind: 'no-answer', code, message: `scripted ${code}`, durationMs: 0 };
}
