import { readCallEvent, visibleNodes, type JsonObject, type Plan } from '@aftercall/flow-model';
import type { CallEventData, StepHistoryRow } from '@aftercall/wire-format';

export interface StepVariables {
  /** What the step could read by name before it began. */
  before: JsonObject;
  /** The same with what it set. */
  after: JsonObject;
}

/**
 * Variables around each step: those of the call, overwritten by what the steps before it set, in plan order. Steps of a branch
 * beside it are not seen, whichever was quicker.
 * @param data - what the call brought; undefined when it is no longer kept
 */
export function stepVariables(
  plan: Plan,
  rows: readonly StepHistoryRow[],
  data: CallEventData | undefined,
): ReadonlyMap<string, StepVariables> {
  const writes = new Map(rows.map((row) => [row.node_key, row.writes ?? {}]));
  const brought = data === undefined ? {} : readCallEvent({ type: 'call.ended', data }).variables;
  return new Map(
    plan.steps.map(({ key }) => {
      // Spread, not Object.assign: a variable may be called `__proto__`.
      const before = visibleNodes(plan, key).reduce<JsonObject>(
        (seen, node) => ({ ...seen, ...writes.get(node) }),
        brought,
      );
      return [key, { before, after: { ...before, ...writes.get(key) } }];
    }),
  );
}
