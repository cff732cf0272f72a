import type { ApiRequestPlan } from '@aftercall/flow-model';
import type { Cause } from '@aftercall/wire-format';
import type { AttemptOutcome, Delivery } from '../delivery/delivery.ts';
import { nextMove } from '../delivery/next-move.ts';
import { lookUp, type LookupVerdict } from './look-up.ts';
import { RequestLog } from './request-log.ts';
import { failed, mapped } from './step-verdicts.ts';
import type { StepContext, StepResult, StepVerdict } from './step.ts';

/** A step whose requests our own end cut off more often may be what ends us: a person must look at it. */
export const MAX_INTERRUPTIONS = 10;

/**
 * One API Request. A run of it sends its request once, after the look-up of an earlier one that is in doubt where the
 * author wants that. What comes next is decided by `nextMove` and told to the driver; nothing waits here.
 */
export class ApiRequestStep {
  readonly #delivery: Delivery;
  readonly #random: () => number;

  /** @param random - gives a number from 0 to 1: spreads retries */
  constructor(delivery: Delivery, random: () => number) {
    this.#delivery = delivery;
    this.#random = random;
  }

  async run(step: ApiRequestPlan, context: StepContext): Promise<StepResult> {
    const log = new RequestLog(this.#delivery, step, context);
    const settled = context.history.isInDoubt ? await this.#settleDoubt(step, log) : undefined;
    return { ...(settled ?? (await this.#request(step, log))), attempts: log.attempts };
  }

  /** What the author wants of a request of which nobody knows whether it was carried out; undefined = send it (again). */
  async #settleDoubt(step: ApiRequestPlan, log: RequestLog): Promise<LookupVerdict> {
    const { interruptedCount } = log.history;
    const { inDoubt } = step.idempotency;
    if (inDoubt === 'review') return { kind: 'review', cause: unknownEnd };
    if (interruptedCount > MAX_INTERRUPTIONS) return { kind: 'review', cause: interruptedTooOften };
    return inDoubt === 'lookup' ? lookUp(step, log, this.#random) : undefined;
  }

  async #request(step: ApiRequestPlan, log: RequestLog): Promise<StepVerdict> {
    // Only after the look-up of the last attempt: a step that has no attempt left is over otherwise.
    const hasNoneLeft = log.history.countedCount > step.retryScheduleMs.length;
    if (hasNoneLeft && !log.history.isOrdered) return failed(step, notCarriedOut);
    const outcome = await log.send(false);
    const policy = { scheduleMs: step.retryScheduleMs, inDoubt: step.idempotency.inDoubt };
    const move = nextMove(outcome, log.history.countedCount, policy, this.#random);
    switch (move.move) {
      case 'done':
        return afterSuccess(step, outcome);
      case 'wait':
        return { kind: 'wait', waitMs: move.waitMs, lane: log.lane, cause: move.cause };
      case 'look-up':
        return (await lookUp(step, log, this.#random)) ?? failed(step, notCarriedOut);
      case 'review':
        return { kind: 'review', cause: move.cause };
      case 'give-up':
        return failed(step, move.cause);
      case 'stop':
        return { kind: 'stopped', cause: move.cause };
      default:
        return move satisfies never;
    }
  }
}

const unknownEnd: Cause = {
  code: 'IN_DOUBT',
  message: 'a request was sent and no answer of it is stored: a person must say whether it was carried out',
};

const interruptedTooOften: Cause = {
  code: 'INTERRUPTED_TOO_OFTEN',
  message: `executors ended more than ${MAX_INTERRUPTIONS} times while this request was under way: a person must look at it`,
};

const notCarriedOut: Cause = {
  code: 'NOT_CARRIED_OUT',
  message: 'by its look-up, the target did not carry the request out, and no attempt is left',
};

function afterSuccess(step: ApiRequestPlan, outcome: AttemptOutcome): StepVerdict {
  if (outcome.kind !== 'answered') throw new Error(`an attempt that ended as ${outcome.kind} counts as a success`);
  return mapped(step, step.map(outcome.answer));
}
