import type { JsonObject } from '../document/json.ts';
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
  let { variables } = facts;
  let steps: Scope['steps'] = {};
  for (const key of plan.graph.ancestors(nodeKey)) {
    const output = outputs.get(key);
    // Spread, not assigned: a variable or a node may be called `__proto__`.
    if (output?.variables !== undefined) variables = { ...variables, ...output.variables };
    if (output?.response !== undefined) steps = { ...steps, [key]: { response: output.response } };
  }
  return { interaction, variables, steps, env, run };
}
