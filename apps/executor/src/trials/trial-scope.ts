import {
  visibleNodes,
  visibleScope,
  type Answer,
  type ApiRequestPlan,
  type JsonObject,
  type Plan,
  type Scope,
  type StepOutput,
} from '@aftercall/flow-model';
import type { TrialAnswer } from '@aftercall/wire-format';
import { asTemplatesSee } from '../runs/run-scope.ts';
import type { PastStep } from './past-calls.ts';
import type { TrialCall } from './trial-call.ts';

/** What surrounds a trial. */
export interface TrialFrame {
  plan: Plan;
  call: TrialCall;
  env: Record<string, string>;
  run: { id: string; startedAt: string };
}

/** What a node sees when the nodes before it made `outputs`. */
export function scopeIn({ plan, call, env, run }: TrialFrame, key: string, outputs: Map<string, StepOutput>): Scope {
  const { interaction, variables, typedVariables } = call;
  const scope = visibleScope(plan, key, { interaction, variables, env, run, outputs });
  return { ...scope, variables: { ...scope.variables, ...typedVariables } };
}

/**
 * What a node sees when none of the nodes before it is run: what answers that were given make of them, else what a past run
 * made, else what a mapping's defaults and Set Variable make. Whether the way really leads there is not asked: the author
 * wants to send this request.
 */
export function scopeBefore(frame: TrialFrame, nodeKey: string, answers: readonly TrialAnswer[]): Scope {
  const outputs = new Map<string, StepOutput>();
  const before = new Set(visibleNodes(frame.plan, nodeKey));
  for (const step of frame.plan.steps) {
    if (!before.has(step.key)) continue;
    if (step.kind === 'apiRequest') {
      const answer = answers.find((one) => one.nodeKey === step.key);
      outputs.set(step.key, outputOf(step, answer, frame.call.pastSteps.get(step.key)));
    } else if (step.kind === 'setVariable') {
      outputs.set(step.key, { variables: step.assign(scopeIn(frame, step.key, outputs)) });
    }
  }
  return scopeIn(frame, nodeKey, outputs);
}

function outputOf(step: ApiRequestPlan, answer: TrialAnswer | undefined, past: PastStep | undefined): StepOutput {
  if (answer !== undefined) return outputOfAnswer(step, answer);
  if (past === undefined) return { variables: step.map({ status: 200, headers: {}, body: undefined }).variables };
  return { variables: past.writes, response: past.response && asTemplatesSee(past.response) };
}

function outputOfAnswer(step: ApiRequestPlan, given: TrialAnswer): StepOutput {
  const answer = answerOf(given);
  if (answer === undefined) return {};
  const variables: JsonObject = step.isSuccess(answer.status) ? step.map(answer).variables : {};
  return { variables, response: { ...answer, body: (answer.body ?? null) as JsonObject } };
}

/** An answer as mappings read it; undefined when none came. */
export function answerOf({ status, headers, body }: TrialAnswer): Omit<Answer, 'bodyProblem'> | undefined {
  if (status === null) return undefined;
  const named = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return { status, headers: Object.fromEntries(named), body };
}
