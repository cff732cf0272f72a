import {
  readCallEvent,
  visibleScope,
  type JsonObject,
  type Plan,
  type Scope,
  type StepOutput,
} from '@aftercall/flow-model';
import type { AttemptResponse, CallEventData } from '@aftercall/wire-format';
import type { RunIdentity } from './run-ledger.ts';
import type { NodeState, RunState } from './run.ts';

/** What a run is made of and never changes. */
export interface RunFrame {
  identity: RunIdentity;
  plan: Plan;
  data: CallEventData;
  constants: Record<string, string>;
}

/**
 * What one node sees: the call, its variables, and what the node's own ancestors made, later ones in plan order winning.
 * Parallel branches see nothing of each other, and answers are read as they are stored: so the same node always renders the
 * same request, after a crash too.
 */
export function scopeOf(frame: RunFrame, state: RunState, nodeKey: string): Scope {
  const outputs = new Map([...state.nodes].flatMap(([key, node]) => outputOf(key, node)));
  const { identity, data, constants: env } = frame;
  const { interaction, variables } = readCallEvent({ type: identity.eventType, data });
  const run = { id: identity.runId, startedAt: identity.openedAt.toISOString() };
  return visibleScope(frame.plan, nodeKey, { interaction, variables, env, run, outputs });
}

/** Variables of the call, overwritten by what the steps made, in plan order. */
export function variablesOf(frame: RunFrame, state: RunState): JsonObject {
  // Spread, not Object.assign: a variable may be called `__proto__`.
  return frame.plan.steps.reduce<JsonObject>(
    (variables, { key }) => {
      const phase = state.nodes.get(key)?.phase;
      return phase?.at === 'over' ? { ...variables, ...phase.step.writes } : variables;
    },
    readCallEvent({ type: frame.identity.eventType, data: frame.data }).variables,
  );
}

function outputOf(key: string, { phase, response }: NodeState): [string, StepOutput][] {
  if (phase.at !== 'over') return [];
  return [[key, { variables: phase.step.writes ?? undefined, response: response && asTemplatesSee(response) }]];
}

/** Header names in lower case; a repeated header's values joined by a comma (RFC 9110, section 5.3). */
function asTemplatesSee({ status, headers, body }: AttemptResponse): NonNullable<StepOutput['response']> {
  const merged = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = merged.get(key);
    merged.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { status, headers: Object.fromEntries(merged), body };
}
