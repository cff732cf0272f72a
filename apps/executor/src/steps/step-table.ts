import type { PlannedStep } from '@aftercall/flow-model';
import type { Delivery } from '../delivery/delivery.ts';
import { ApiRequestStep } from './api-request-step.ts';
import { runDecision } from './decision-step.ts';
import { runSetVariable } from './set-variable-step.ts';
import type { StepContext, StepResult, StepRunner } from './step.ts';

type Handler<Step> = (step: Step, context: StepContext) => StepResult | Promise<StepResult>;

/** One handler per node kind: a kind that is missing here does not compile. */
type Handlers = { readonly [Kind in PlannedStep['kind']]: Handler<Extract<PlannedStep, { kind: Kind }>> };

/** Finds the code of a step by its kind. */
export class StepTable implements StepRunner {
  readonly #handlers: Handlers;

  /** @param random - gives a number from 0 to 1: spreads retries */
  constructor(delivery: Delivery, random: () => number = Math.random) {
    const apiRequest = new ApiRequestStep(delivery, random);
    this.#handlers = {
      apiRequest: (step, context) => apiRequest.run(step, context),
      setVariable: runSetVariable,
      decision: runDecision,
    };
  }

  run(step: PlannedStep, context: StepContext): StepResult | Promise<StepResult> {
    const handler = this.#handlers[step.kind] as Handler<PlannedStep>;
    return handler(step, context);
  }
}
