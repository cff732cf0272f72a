import {
  readCallEvent,
  visibleScope,
  type CallView,
  type JsonObject,
  type Plan,
  type Scope,
  type StepOutput,
} from '@aftercall/flow-model';
import type { AttemptResponse, CallEventData, CallEventType } from '@aftercall/wire-format';
import type { RunIdentity } from './run-ledger.ts';
import type { NodeState, RunState } from './run.ts';

/** What a run is made of and never changes. */
export interface RunFrame {
  identity: RunIdentity;
  plan: Plan;
  data: CallEventData;
  constants: Record<string, string>;
  /** What all steps see alike: kept here once it was read. */
  seen?: { call: CallView; run: Scope['run'] };
}

/**
 * What one node sees: the call, its variables, and what the node's own ancestors made, later ones in plan order winning.
 * Parallel branches see nothing of each other, and answers are read as they are stored: so the same node always renders the
 * same request, after a crash too.
 */
export function scopeOf(frame: RunFrame, state: RunState, nodeKey: string): Scope {
  const { call, run } = seenOf(frame);
  const outputs = { get: (key: string) => outputOf(state.nodes.get(key)) };
  const { interaction, variables } = call;
  return visibleScope(frame.plan, nodeKey, { interaction, variables, env: frame.constants, run, outputs });
}

/** Variables of the call, overwritten by what the steps made, in plan order. */
export function variablesOf(frame: RunFrame, state: RunState): JsonObject {
  // Spread, not Object.assign: a variable may be called `__proto__`.
  return frame.plan.steps.reduce<JsonObject>((variables, { key }) => {
    const phase = state.nodes.get(key)?.phase;
    return phase?.at === 'over' ? { ...variables, ...phase.step.writes } : variables;
  }, seenOf(frame).call.variables);
}

/**
 * Each step of a run asks for the call; reading it costs more than the step. Kept with the run and not in a WeakMap beside it: what
 * an old WeakMap holds is taken for alive until the next full collection of garbage, and this view holds the whole call.
 */
function seenOf(frame: RunFrame): NonNullable<RunFrame['seen']> {
  const { identity, data } = frame;
  return (frame.seen ??= {
    call: readCallEvent({ type: typeOf(identity), data, isAnalyzed: identity.isAnalyzed }),
    run: { id: identity.runId, startedAt: identity.openedAt.toISOString() },
  });
}

/** What a joined call is by its facts: a call that ended. */
function typeOf({ eventType }: RunIdentity): CallEventType {
  return eventType === 'joined' ? 'call.ended' : eventType;
}

function outputOf(node: NodeState | undefined): StepOutput | undefined {
  if (node?.phase.at !== 'over') return undefined;
  const { phase, response } = node;
  return { variables: phase.step.writes ?? undefined, response: response && asTemplatesSee(response) };
}

/** Header names in lower case; a repeated header's values joined by a comma (RFC 9110, section 5.3). */
export function asTemplatesSee({ status, headers, body }: AttemptResponse): NonNullable<StepOutput['response']> {
  const merged = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = merged.get(key);
    merged.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return { status, headers: Object.fromEntries(merged), body };
}
