import {
  nextMoves,
  visibleNodes,
  type JsonObject,
  type NextMoves,
  type PlannedStep,
  type StepOutput,
  type StepProgress,
} from '@aftercall/flow-model';
import type { Clock } from '@aftercall/service-runtime';
import type { CallIdentity } from '../../delivery/idempotency-key.ts';
import { asTemplatesSee } from '../../runs/run-scope.ts';
import { noHistory } from '../../steps/step-history.ts';
import type { StepResult, StepRunner } from '../../steps/step.ts';
import { scopeIn, type TrialFrame } from '../trial-scope.ts';

/** What is run, and how far. */
export interface PlanRunSettings {
  frame: TrialFrame;
  identity: CallIdentity & { runId: string };
  steps: StepRunner;
  clock: Clock;
  signal: AbortSignal;
  /** The last node to run; undefined: all of them. */
  upTo: string | undefined;
}

/** What became of one node. */
export interface RanStep {
  startedAt: Date;
  endedAt: Date;
  variablesBefore: JsonObject;
  result: StepResult;
}

/** A run as far as it came; nodes that were not reached stand in neither. */
export interface PlanRun {
  ran: ReadonlyMap<string, RanStep>;
  skipped: ReadonlySet<string>;
  end: NextMoves['end'];
}

/**
 * Runs a plan in memory as the run driver does over the ledger, several nodes at once where the flow says so. A node that would
 * wait for its next attempt, or for a person, is left standing, and so is what comes after it.
 */
export async function runPlan(settings: PlanRunSettings): Promise<PlanRun> {
  const run = new PlanRunner(settings);
  await run.toItsEnd();
  return { ran: run.ran, skipped: run.skipped, end: run.end };
}

class PlanRunner {
  readonly ran = new Map<string, RanStep>();
  readonly skipped = new Set<string>();
  end: NextMoves['end'];
  readonly #settings: PlanRunSettings;
  readonly #progress = new Map<string, StepProgress>();
  readonly #outputs = new Map<string, StepOutput>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #wanted: ReadonlySet<string> | undefined;

  constructor(settings: PlanRunSettings) {
    this.#settings = settings;
    const { upTo, frame } = settings;
    this.#wanted = upTo === undefined ? undefined : new Set([...visibleNodes(frame.plan, upTo), upTo]);
  }

  async toItsEnd(): Promise<void> {
    for (;;) {
      const moves = nextMoves(this.#settings.frame.plan, this.#progress);
      for (const { key } of moves.skip) this.#skip(key);
      if (moves.skip.length > 0) continue;
      for (const step of moves.start) this.#start(step);
      this.end = moves.end;
      if (this.#underWay.size === 0) return;
      await Promise.race(this.#underWay.values());
    }
  }

  #skip(key: string): void {
    this.#progress.set(key, { state: 'skipped' });
    this.skipped.add(key);
  }

  #start(step: PlannedStep): void {
    if (this.#wanted?.has(step.key) === false || this.#settings.signal.aborted) return;
    this.#progress.set(step.key, { state: 'running' });
    const done = this.#run(step).finally(() => this.#underWay.delete(step.key));
    this.#underWay.set(step.key, done);
  }

  async #run(step: PlannedStep): Promise<void> {
    const { frame, identity, steps, clock, signal } = this.#settings;
    const scope = scopeIn(frame, step.key, this.#outputs);
    const startedAt = clock.now();
    const beforeSend = (): Promise<boolean> => Promise.resolve(!signal.aborted);
    const result = await steps.run(step, { run: identity, scope, history: noHistory, beforeSend, signal });
    this.ran.set(step.key, { startedAt, endedAt: clock.now(), variablesBefore: scope.variables, result });
    if (result.kind !== 'done') return;
    const response = result.attempts.findLast((attempt) => attempt.response !== null)?.response ?? undefined;
    this.#outputs.set(step.key, {
      variables: result.writes ?? undefined,
      response: response && asTemplatesSee(response),
    });
    const succeeded = result.status === 'SUCCEEDED';
    this.#progress.set(step.key, succeeded ? { state: 'succeeded', port: result.port ?? '' } : { state: 'failed' });
  }
}
