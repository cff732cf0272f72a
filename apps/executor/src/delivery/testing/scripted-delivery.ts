import type { AttemptOutcome, Delivery, DeliveryOrder, LaneQuestion } from '../delivery.ts';

type Answer = AttemptOutcome | ((order: DeliveryOrder) => AttemptOutcome | Promise<AttemptOutcome>);

/**
 * Answers attempts by script, node by node and in order; the last answer of a node stays. As the real one, it asks
 * `beforeSend` first and sends nothing after `false`.
 */
export class ScriptedDelivery implements Delivery {
  /** Orders that were sent, in order. */
  readonly sent: DeliveryOrder[] = [];
  readonly #scripts = new Map<string, Answer[]>();
  #fullLanes: string[] = [];

  script(nodeKey: string, ...answers: Answer[]): this {
    this.#scripts.set(nodeKey, answers);
    return this;
  }

  setFullLanes(lanes: string[]): void {
    this.#fullLanes = lanes;
  }

  /** How often a request of that node was sent. */
  sentCount(nodeKey: string): number {
    return this.sent.filter((order) => order.step.key === nodeKey).length;
  }

  async attempt(order: DeliveryOrder): Promise<AttemptOutcome> {
    const answers = this.#scripts.get(order.step.key) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) throw new Error(`no answer is scripted for node ${order.step.key}`);
    if (!(await order.beforeSend())) return notOurs();
    this.sent.push(order);
    return typeof answer === 'function' ? answer(order) : answer;
  }

  laneOf(order: LaneQuestion): string {
    return `${order.workspace} ${order.step.key}`;
  }

  fullLanes(): string[] {
    return this.#fullLanes;
  }
}

const facts = { startedAt: new Date(0), durationMs: 1, request: null };

function notOurs(): AttemptOutcome {
  const cause = { code: 'NOT_OURS', message: 'the run is not ours' };
  return { ...facts, kind: 'not-sent', isCounted: false, retryAfterMs: undefined, cause };
}

/** A complete answer with a JSON body; success and retryability as for a step with `success: ['2xx']`. */
export function answered(status: number, body: JsonBody = {}, retryAfterMs?: number): AttemptOutcome {
  return {
    ...facts,
    kind: 'answered',
    isSuccess: status >= 200 && status < 300,
    isRetryable: status >= 500 || [408, 425, 429].includes(status),
    retryAfterMs,
    response: { status, headers: [], body, bodyBytes: JSON.stringify(body).length, isTruncated: false },
    answer: { status, headers: {}, body },
  };
}

/** A request of which a byte was sent and that got no answer. */
export function inDoubt(code = 'TIMEOUT'): AttemptOutcome {
  return { ...facts, kind: 'in-doubt', cause: { code, message: `scripted ${code}` } };
}

/** Nothing left; counted like a refused connection, or not counted like an absent vault. */
export function notSent(code: string, isCounted: boolean, retryAfterMs?: number): AttemptOutcome {
  return { ...facts, kind: 'not-sent', isCounted, retryAfterMs, cause: { code, message: `scripted ${code}` } };
}

export function impossible(code: string): AttemptOutcome {
  return { ...facts, kind: 'impossible', cause: { code, message: `scripted ${code}` } };
}

type JsonBody = null | boolean | number | string | JsonBody[] | { [name: string]: JsonBody };
