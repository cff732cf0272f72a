import { readCallEvent, type CallEventFacts, type CallView } from '../call/call-facts.ts';
import type { Finding } from '../checks/finding.ts';
import type { JsonObject } from '../document/json.ts';
import type { Hearing, Plan } from '../plan/plan.ts';
import type { Scope } from '../template/scope.ts';
import type { RehearsedAnswer, WalkedStep } from './imagined-step.ts';
import { walkPlan } from './walk-plan.ts';

/** The call, and what surrounds the run that is imagined. */
export interface Rehearsal {
  event: CallEventFacts;
  /** By node key. A request without one is taken to succeed with an empty answer. */
  answers?: Readonly<Record<string, RehearsedAnswer>> | undefined;
  /** The workspace's constants. */
  env?: Readonly<Record<string, string>> | undefined;
  run?: Scope['run'] | undefined;
}

/** Why the flow would not run for a call: Start's own rule, or a flow that cannot be compiled. */
export interface NoRun {
  runs: false;
  code: Extract<Hearing, { heard: false }>['code'] | 'FLOW_INVALID';
  message: string;
  /** There when the flow is invalid. */
  findings?: readonly Finding[];
}

/** What a run would do. */
export interface ImaginedRun {
  runs: true;
  end: 'SUCCEEDED' | 'FAILED';
  /** Every node but Start, in plan order, skipped ones too. */
  steps: readonly WalkedStep[];
  /** What the call brought, overwritten by what the steps made, in plan order. */
  variables: JsonObject;
}

/** Whether a call would run a flow and how, or which rule dropped it. */
export type CallExplanation = NoRun | ImaginedRun;

/** Imagines the run of a plan for one call. Pure: nothing is sent, and a request that fails has failed for good. */
export function explainPlan(plan: Plan, rehearsal: Rehearsal): CallExplanation {
  const call = readCallEvent(rehearsal.event);
  const scope = scopeOf(call, rehearsal);
  const hearing = plan.start.hears(call.facts, () => scope);
  if (!hearing.heard) return { runs: false, code: hearing.code, message: hearing.message };
  return { runs: true, ...walkPlan(plan, scope, rehearsal.answers ?? {}) };
}

function scopeOf({ interaction, variables }: CallView, { event, env, run }: Rehearsal): Scope {
  const endedAt = event.data['endedAt'];
  const startedAt = typeof endedAt === 'string' ? endedAt : '1970-01-01T00:00:00Z';
  return { interaction, variables, steps: {}, env: { ...env }, run: run ?? { id: 'rehearsal', startedAt } };
}
