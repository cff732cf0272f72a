import type { Json, JsonObject } from '../document/json.ts';
import type { Scope, StepResponse } from '../template/scope.ts';
import type { Plan } from './plan.ts';

/** What is known of a run: what the call brought, and what its completed steps made. */
export interface RunFacts extends Omit<Scope, 'steps' | 'response'> {
  /** By node key; only steps that ended have one. */
  outputs: Pick<ReadonlyMap<string, StepOutput>, 'get'>;
}

/** What one step made: the variables that it set and, for an API Request, the last answer. */
export interface StepOutput {
  variables?: JsonObject | undefined;
  response?: StepResponse | undefined;
}

/**
 * The steps whose outputs a node sees: those before it, in plan order. Steps of a branch beside it are not among them, so
 * what a node reads never depends on which branch was quicker.
 */
export function visibleNodes(plan: Plan, nodeKey: string): readonly string[] {
  return plan.graph.ancestors(nodeKey).filter((key) => key !== plan.start.key);
}

/** What one node can read: later steps in plan order overwrite variables of earlier ones. */
export function visibleScope(plan: Plan, nodeKey: string, facts: RunFacts): Scope {
  const { outputs, interaction, env, run } = facts;
  const written: JsonObject[] = [facts.variables];
  const answered: [string, Scope['steps'][string]][] = [];
  for (const key of plan.graph.ancestors(nodeKey)) {
    const output = outputs.get(key);
    if (output?.variables !== undefined) written.push(output.variables);
    if (output?.response !== undefined) answered.push([key, { response: output.response }]);
  }
  // fromEntries, not assigned: a variable or a node may be called `__proto__`.
  const variables = written.length === 1 ? facts.variables : Object.fromEntries(written.flatMap(Object.entries<Json>));
  return { interaction, variables, steps: Object.fromEntries(answered), env, run };
}
