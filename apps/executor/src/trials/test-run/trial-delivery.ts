import type { RenderedRequest, Rendering } from '@aftercall/flow-model';
import type { AttemptResponse, TrialAnswer } from '@aftercall/wire-format';
import type { AttemptOutcome, Delivery, DeliveryOrder } from '../../delivery/delivery.ts';
import { isRetryable } from '../../delivery/judge-response.ts';
import { sendTrial, type TrialDeliveryParts } from '../send-trial.ts';
import { shownRequest } from '../shown-request.ts';
import { answerOf } from '../trial-scope.ts';

/** Where the answer of a node came from. */
export type AnswerOrigin = 'SENT' | 'MOCKED' | 'ASSUMED';

/** What answers in a test run. */
export interface TrialTargets {
  answers: readonly TrialAnswer[];
  /** Whether nodes without an answer are really asked. */
  areReal: boolean;
}

/**
 * The delivery of one test run: what was given answers, the rest is sent or assumed to succeed, as the author chose. With
 * mocked targets nothing is asked of anybody, the vault included.
 */
export class TrialDelivery implements Delivery {
  readonly origins = new Map<string, AnswerOrigin>();
  readonly #targets: TrialTargets;
  readonly #parts: TrialDeliveryParts;
  #sentCount = 0;

  constructor(targets: TrialTargets, parts: TrialDeliveryParts) {
    this.#targets = targets;
    this.#parts = parts;
  }

  /** Requests of which a byte may have left. */
  get sentCount(): number {
    return this.#sentCount;
  }

  async attempt(order: DeliveryOrder): Promise<AttemptOutcome> {
    const { key } = order.step;
    const given = this.#targets.answers.find(({ nodeKey }) => nodeKey === key);
    if (given === undefined && this.#targets.areReal) return this.#send(order);
    this.origins.set(key, given === undefined ? 'ASSUMED' : 'MOCKED');
    return this.#pretend(order, given ?? assumed(order));
  }

  laneOf(): string {
    return 'trial';
  }

  fullLanes(): string[] {
    return [];
  }

  async #send(order: DeliveryOrder): Promise<AttemptOutcome> {
    this.origins.set(order.step.key, 'SENT');
    const { outcome, exchange } = await sendTrial(order, this.#parts);
    if (exchange !== undefined && exchange.ended.kind !== 'not-sent') this.#sentCount += 1;
    return outcome;
  }

  #pretend(order: DeliveryOrder, given: TrialAnswer): AttemptOutcome {
    const facts = { startedAt: this.#parts.clock.now(), durationMs: 0 };
    const rendering = rendered(order);
    if (!rendering.ok) {
      const { code, message } = rendering.problem;
      return { ...facts, kind: 'impossible', request: null, cause: { code, message } };
    }
    const request = this.#recorded(order, rendering.request);
    const answer = answerOf(given);
    if (answer === undefined) {
      const cause = { code: 'TIMEOUT', message: 'no answer came, as was given' };
      return { ...facts, kind: 'in-doubt', request, cause };
    }
    const { status } = answer;
    const isSuccess = order.isLookup ? status >= 200 && status < 300 : order.step.isSuccess(status);
    const judged = { isSuccess, isRetryable: isRetryable(status), retryAfterMs: undefined };
    return { ...facts, kind: 'answered', request, ...judged, answer, response: responseOf(given, status) };
  }

  /** As it would be sent, but for what an auth profile adds: nobody asks the vault for a request that is not sent. */
  #recorded({ step, isLookup, idempotencyKey }: DeliveryOrder, request: RenderedRequest): AttemptOutcome['request'] {
    const idempotency = isLookup ? undefined : { header: step.idempotency.header, key: idempotencyKey };
    return shownRequest(request, { idempotency, userAgent: this.#parts.userAgent });
  }
}

function rendered({ step, scope, isLookup }: DeliveryOrder): Rendering {
  if (!isLookup) return step.render(scope);
  const problem = { code: 'URL_INVALID', message: 'the step has no look-up' } as const;
  return step.lookup?.render(scope) ?? { ok: false, problem };
}

/** A success with an empty answer. */
function assumed({ step, isLookup }: DeliveryOrder): TrialAnswer {
  const statuses = [200, ...Array.from({ length: 500 }, (_, at) => at + 100)];
  const status = isLookup ? 404 : (statuses.find((one) => step.isSuccess(one)) ?? 200);
  return { nodeKey: step.key, status, headers: [] };
}

function responseOf({ headers, body }: TrialAnswer, status: number): AttemptResponse {
  const named = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const bytes = body === undefined ? 0 : Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body));
  return { status, headers: named, body: body ?? null, bodyBytes: bytes, isTruncated: false };
}
