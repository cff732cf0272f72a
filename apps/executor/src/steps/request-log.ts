import type { ApiRequestPlan } from '@aftercall/flow-model';
import type { AttemptStatus, Cause } from '@aftercall/wire-format';
import type { AttemptOutcome, Delivery } from '../delivery/delivery.ts';
import { idempotencyKey } from '../delivery/idempotency-key.ts';
import { causeOfStatus, isOurs } from '../delivery/next-move.ts';
import { readLookupAnswer } from './lookup-answer.ts';
import { withAttempt, type StepHistory } from './step-history.ts';
import type { EndedAttempt, StepContext } from './step.ts';

/** Sends the requests of one step and keeps the account of them: their numbers, what the journal gets, the history. */
export class RequestLog {
  readonly context: StepContext;
  readonly #delivery: Delivery;
  readonly #step: ApiRequestPlan;
  readonly #attempts: EndedAttempt[] = [];
  #history: StepHistory;

  constructor(delivery: Delivery, step: ApiRequestPlan, context: StepContext) {
    this.context = context;
    this.#delivery = delivery;
    this.#step = step;
    this.#history = context.history;
  }

  /** What is known of the node now, this run of the step included. */
  get history(): StepHistory {
    return this.#history;
  }

  /** The requests that ended in this run of the step. */
  get attempts(): readonly EndedAttempt[] {
    return this.#attempts;
  }

  /** Where this step waits; one whose URL cannot be built has no lane and never waits. */
  get lane(): string {
    const { run, scope } = this.context;
    return this.#delivery.laneOf({ workspace: run.workspace, step: this.#step, scope }) ?? run.workspace;
  }

  /** @param isLookup - sends the question of the policy `lookup` instead of the step's own request */
  async send(isLookup: boolean): Promise<AttemptOutcome> {
    const { run, scope, signal, beforeSend, maySend } = this.context;
    const number = this.#history.lastNumber + 1;
    const intent = { isAnnounced: false };
    const outcome = await this.#delivery.attempt({
      workspace: run.workspace,
      runId: run.runId,
      step: this.#step,
      scope,
      idempotencyKey: idempotencyKey({ ...run, nodeKey: this.#step.key, loopPath: [] }),
      isLookup,
      isRetry: this.#history.countedCount + this.#history.interruptedCount > 0,
      beforeSend: () => {
        intent.isAnnounced = true;
        return beforeSend({ number, isLookup, mustBeDurable: !isLookup && !isRepeatable(this.#step) });
      },
      ...(maySend === undefined ? {} : { maySend }),
      signal,
    });
    if (intent.isAnnounced || this.#isNews(outcome)) this.#record(endedAttempt(number, isLookup, outcome));
    return outcome;
  }

  /** While the vault is away or a circuit open, a run asks again and again: only the first refusal is an attempt to show. */
  #isNews(outcome: AttemptOutcome): boolean {
    if (outcome.kind !== 'not-sent' || outcome.isCounted) return true;
    return !isOurs(outcome.cause) && outcome.cause.code !== this.#history.waitingFor;
  }

  #record(attempt: EndedAttempt): void {
    this.#attempts.push(attempt);
    this.#history = withAttempt(this.#history, attempt);
  }
}

/**
 * What changes nothing, or is recognised when it comes again, need not wait for its intent to be stored; unless the author
 * wants something else than a repetition, for which a doubt must be known after a crash.
 */
export function isRepeatable({ method, idempotency }: ApiRequestPlan): boolean {
  return idempotency.inDoubt === 'repeat' && (isRead(method) || idempotency.honoured);
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** What is kept of a request that ended. */
export function endedAttempt(number: number, isLookup: boolean, outcome: AttemptOutcome): EndedAttempt {
  const { startedAt, durationMs, request } = outcome;
  const response = outcome.kind === 'answered' ? outcome.response : null;
  const status = isLookup ? statusOfLookup(outcome) : statusOf(outcome);
  return { number, isLookup, ...status, startedAt, durationMs, request, response };
}

interface Ended {
  status: AttemptStatus;
  isCounted: boolean;
  cause: Cause | null;
}

/** "There is no such thing" answers the question, so a look-up's 404 is a success. */
function statusOfLookup(outcome: AttemptOutcome): Ended {
  if (readLookupAnswer(outcome) !== undefined) return { status: 'SUCCEEDED', isCounted: true, cause: null };
  const ended = statusOf(outcome);
  return ended.status === 'SUCCEEDED' ? { ...ended, status: 'FAILED', cause: unreadable } : ended;
}

const unreadable: Cause = { code: 'LOOKUP_UNREADABLE', message: 'the answer of the look-up cannot be read' };

function statusOf(outcome: AttemptOutcome): Ended {
  switch (outcome.kind) {
    case 'answered':
      return outcome.isSuccess
        ? { status: 'SUCCEEDED', isCounted: true, cause: null }
        : { status: 'FAILED', isCounted: true, cause: causeOfStatus(outcome.answer.status) };
    case 'not-sent':
      return { status: 'NOT_SENT', isCounted: outcome.isCounted, cause: outcome.cause };
    case 'impossible':
      return { status: 'NOT_SENT', isCounted: true, cause: outcome.cause };
    case 'in-doubt':
      return { status: 'IN_DOUBT', isCounted: !isOurs(outcome.cause), cause: outcome.cause };
    default:
      return outcome satisfies never;
  }
}
