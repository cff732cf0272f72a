import type { Plan, PlannedStep } from '@aftercall/flow-model';
import type { Cause, TestRun, TestRunAnswer, TestRunQuestion, TestStep } from '@aftercall/wire-format';
import { StepTable } from '../../steps/step-table.ts';
import type { StepDone } from '../../steps/step.ts';
import { readFlow } from '../flow-part.ts';
import { runPlan, type PlanRun, type RanStep } from './run-plan.ts';
import type { TrialParts } from '../trial-parts.ts';
import { trialAttempt } from '../trial-attempt.ts';
import { readTrialCall, type TrialCall } from '../trial-call.ts';
import { TrialDelivery } from './trial-delivery.ts';
import type { TrialFrame } from '../trial-scope.ts';

/** Nobody watches a screen for longer. */
const MAX_RUN_MS = 60_000;

/** *Test run*: a flow for one call, told and forgotten. */
export class StartTestRun {
  readonly #parts: TrialParts;
  readonly #maxRunMs: number;

  constructor(parts: TrialParts, maxRunMs = MAX_RUN_MS) {
    this.#parts = parts;
    this.#maxRunMs = maxRunMs;
  }

  /** @throws Fault POSTGRES_UNAVAILABLE when the sample is of the ledger and that does not answer */
  async run(workspace: string, question: TestRunQuestion, signal: AbortSignal): Promise<TestRunAnswer> {
    const { delivery, past, constantsOf, newId } = this.#parts;
    const read = readFlow(question.flow);
    if (!read.ok) return read;
    const { agentId, sample, answers, upTo, targets } = question;
    if (upTo !== null && !read.plan.steps.some(({ key }) => key === upTo)) return noSuchNode;
    const reading = await readTrialCall({ workspace, agentId, sample, start: read.start }, past);
    if (!reading.ok) return reading;
    const { clock } = delivery;
    const [startedAt, beganMs, id] = [clock.now(), clock.monotonicMs(), newId()];
    const run = { id, startedAt: startedAt.toISOString() };
    const frame: TrialFrame = { plan: read.plan, call: reading.call, env: constantsOf(workspace), run };
    const target = new TrialDelivery({ answers, areReal: targets === 'real' }, delivery);
    const tooLong = AbortSignal.timeout(this.#maxRunMs);
    const came = await runPlan({
      frame,
      identity: {
        workspace,
        actionId: question.actionId ?? '',
        // Part of the idempotency key: what an author tries must never pass for what a run sends.
        callId: `trial ${id}`,
        eventType: reading.call.event,
        replayGeneration: 0,
        runId: id,
      },
      steps: new StepTable(target, () => 0),
      clock,
      signal: AbortSignal.any([signal, tooLong]),
      upTo: upTo ?? undefined,
    });
    return {
      run: {
        ...endOf(read.plan, came, tooLong.aborted ? this.#tooLong() : undefined),
        ...hearingOf(frame),
        callId: reading.call.callId,
        startedAt: run.startedAt,
        durationMs: Math.round(clock.monotonicMs() - beganMs),
        sentCount: target.sentCount,
        steps: read.plan.steps.map((step) => stepOf(step, came, target)),
        ...madeBy(read.plan, reading.call, came),
      },
    };
  }

  #tooLong(): Cause {
    return { code: 'TIME_LIMIT', message: `a test run ends after ${this.#maxRunMs / 1000} s` };
  }
}

const noSuchNode: TestRunAnswer = {
  problems: [
    {
      code: 'NOT_FOUND',
      path: ['input', 'upTo'],
      message: 'the flow has no such step: name a node other than Start',
    },
  ],
};

function endOf(plan: Plan, { ran, end }: PlanRun, tooLong: Cause | undefined): Pick<TestRun, 'status' | 'error'> {
  if (tooLong !== undefined) return { status: 'CANCELLED', error: tooLong };
  const kinds = new Set([...ran.values()].map(({ result }) => result.kind));
  if (kinds.has('stopped')) return { status: 'CANCELLED', error: null };
  if (kinds.has('review')) return { status: 'IN_REVIEW', error: null };
  if (kinds.has('wait')) return { status: 'WAITING', error: null };
  const failure = firstFailure(plan, ran);
  return end === 'FAILED' || failure !== undefined
    ? { status: 'FAILED', error: failure ?? { code: 'STEP_FAILED', message: 'a step failed' } }
    : { status: 'SUCCEEDED', error: null };
}

/** The first in plan order whose failure no exit took. */
function firstFailure({ steps }: Plan, ran: PlanRun['ran']): Cause | undefined {
  for (const { key } of steps) {
    const result = ran.get(key)?.result;
    if (result?.kind === 'done' && result.status === 'FAILED' && result.port === null) return failureOf(key, result);
  }
  return undefined;
}

function failureOf(key: string, { cause }: StepDone): Cause {
  return { code: cause?.code ?? 'STEP_FAILED', message: `${key}: ${cause?.message ?? 'the step failed'}` };
}

function hearingOf({ plan, call, env, run }: TrialFrame): Pick<TestRun, 'isHeard' | 'notHeard'> {
  const { facts, interaction, variables } = call;
  const hearing = plan.start.hears(facts, () => ({ interaction, variables, steps: {}, env, run }));
  if (hearing.heard) return { isHeard: true, notHeard: null };
  return { isHeard: false, notHeard: { code: hearing.code, message: hearing.message } };
}

function stepOf(step: PlannedStep, { ran, skipped }: PlanRun, target: TrialDelivery): TestStep {
  const { key, name, kind } = step;
  const came = ran.get(key);
  if (came === undefined) return { ...unreached, key, name, kind, status: skipped.has(key) ? 'SKIPPED' : 'PENDING' };
  const { startedAt, endedAt, variablesBefore, result } = came;
  const writes = result.kind === 'done' ? result.writes : null;
  return {
    key,
    name,
    kind,
    ...verdictOf(came),
    answer: target.origins.get(key) ?? null,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    writes,
    variablesBefore,
    variablesAfter: { ...variablesBefore, ...writes },
    attempts: result.attempts.map(trialAttempt),
  };
}

const unreached = {
  port: null,
  cause: null,
  retryInMs: null,
  answer: null,
  startedAt: null,
  endedAt: null,
  writes: null,
  variablesBefore: null,
  variablesAfter: null,
  attempts: [],
};

function verdictOf({ result }: RanStep): Pick<TestStep, 'status' | 'port' | 'cause' | 'retryInMs'> {
  switch (result.kind) {
    case 'done':
      return { status: result.status, port: result.port, cause: result.cause, retryInMs: null };
    case 'wait':
      return { status: 'WAITING', port: null, cause: result.cause, retryInMs: result.waitMs };
    case 'review':
      return { status: 'IN_DOUBT', port: null, cause: result.cause, retryInMs: null };
    case 'stopped': {
      const isInDoubt = result.attempts.at(-1)?.status === 'IN_DOUBT';
      return { status: isInDoubt ? 'IN_DOUBT' : 'PENDING', port: null, cause: result.cause, retryInMs: null };
    }
    default:
      return result satisfies never;
  }
}

function madeBy({ steps }: Plan, call: TrialCall, { ran }: PlanRun): Pick<TestRun, 'variables' | 'externalIds'> {
  const done = steps.flatMap(({ key }) => {
    const result = ran.get(key)?.result;
    return result?.kind === 'done' ? [result] : [];
  });
  const writes = done.flatMap((result) => Object.entries(result.writes ?? {}));
  const ids = done.flatMap((result) => result.externalIds.map(({ value }) => value));
  return {
    variables: Object.fromEntries([...Object.entries(call.variables), ...writes]),
    externalIds: [...new Set(ids)],
  };
}
