import type { JsonObject } from '../document/json.ts';
import { nextMoves } from '../plan/next-moves.ts';
import type { Plan, PlannedStep, StepProgress } from '../plan/plan.ts';
import { visibleScope, type StepOutput } from '../plan/visible-scope.ts';
import type { Scope } from '../template/scope.ts';
import { imagineRequest } from './imagine-request.ts';
import type { RehearsedAnswer, StepEnd, WalkedStep } from './imagined-step.ts';

/** The end of an imagined run and the way to it. */
export interface Walk {
  end: 'SUCCEEDED' | 'FAILED';
  steps: WalkedStep[];
  variables: JsonObject;
}

/** Runs a plan to its end in memory, step by step in plan order: any other order would come to the same. */
export function walkPlan(plan: Plan, scope: Scope, answers: Readonly<Record<string, RehearsedAnswer>>): Walk {
  const ends = new Map<string, StepEnd>();
  const outputs = new Map<string, StepOutput>();
  const progress = new Map<string, StepProgress>();
  for (;;) {
    const moves = nextMoves(plan, progress);
    for (const { key } of moves.skip) progress.set(key, { state: 'skipped' });
    for (const step of moves.start) {
      const end = runStep(step, visibleScope(plan, step.key, { ...scope, outputs }), answers);
      ends.set(step.key, end);
      outputs.set(step.key, end.output);
      progress.set(step.key, end.progress);
    }
    if (moves.end === undefined) continue;
    const variables = plan.steps.flatMap(({ key }) => Object.entries(outputs.get(key)?.variables ?? {}));
    return {
      end: moves.end,
      steps: plan.steps.map((step) => tell(step, ends.get(step.key))),
      variables: Object.fromEntries([...Object.entries(scope.variables), ...variables]),
    };
  }
}

function runStep(step: PlannedStep, scope: Scope, answers: Readonly<Record<string, RehearsedAnswer>>): StepEnd {
  switch (step.kind) {
    case 'decision':
      return { told: {}, progress: { state: 'succeeded', port: step.decide(scope) }, output: {} };
    case 'setVariable':
      return {
        told: {},
        progress: { state: 'succeeded', port: 'next' },
        output: { variables: step.assign(scope) },
      };
    case 'apiRequest':
      return imagineRequest(step, scope, Object.hasOwn(answers, step.key) ? answers[step.key] : undefined);
    default:
      return step satisfies never;
  }
}

function tell(step: PlannedStep, end: StepEnd | undefined): WalkedStep {
  const { key, name, kind } = step;
  if (end === undefined) return { key, name, kind, state: 'skipped', variables: {} };
  const { told, progress, output } = end;
  return {
    key,
    name,
    kind,
    state: progress.state,
    ...exitOf(step, progress),
    ...told,
    variables: output.variables ?? {},
  };
}

function exitOf(step: PlannedStep, progress: StepEnd['progress']): { port?: string } {
  if (progress.state === 'succeeded') return { port: progress.port };
  return step.kind === 'apiRequest' && step.hasFailureExit ? { port: 'failure' } : {};
}
