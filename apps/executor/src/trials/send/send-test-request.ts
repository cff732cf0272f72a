import type { MappedAnswer, Scope } from '@aftercall/flow-model';
import type { TestRequestAnswer, TestRequestQuestion, TestRequestResult } from '@aftercall/wire-format';
import type { AttemptOutcome } from '../../delivery/delivery.ts';
import { idempotencyKey } from '../../delivery/idempotency-key.ts';
import { readLookupAnswer } from '../../steps/lookup-answer.ts';
import { readRequest } from '../flow-part.ts';
import { sendTrial } from '../send-trial.ts';
import { shownBody } from './shown-body.ts';
import { failureOf } from './test-failure.ts';
import { metaOf, type TriedStep } from './test-meta.ts';
import { readTrialCall } from '../trial-call.ts';
import type { TrialParts } from '../trial-parts.ts';
import { scopeBefore } from '../trial-scope.ts';

/** Nobody watches a screen for longer; the node's own timeout counts where it is shorter. */
const MAX_SEND_MS = 5 * 60_000;

/** *Send*: one request of a draft, once, from here. It leaves nothing behind: no ledger, no log line. */
export class SendTestRequest {
  readonly #parts: TrialParts;

  constructor(parts: TrialParts) {
    this.#parts = parts;
  }

  /** @throws Fault POSTGRES_UNAVAILABLE when the sample is of the ledger and that does not answer */
  async send(workspace: string, question: TestRequestQuestion, signal: AbortSignal): Promise<TestRequestAnswer> {
    const { delivery, past, constantsOf, newId } = this.#parts;
    const read = readRequest(question.flow, question.nodeKey);
    if (!read.ok) return read;
    const { agentId, sample, answers, actionId } = question;
    const reading = await readTrialCall({ workspace, agentId, sample, start: read.start }, past);
    if (!reading.ok) return reading;
    const run = { id: newId(), startedAt: delivery.clock.now().toISOString() };
    const frame = { plan: read.plan, call: reading.call, env: constantsOf(workspace), run };
    const scope = scopeBefore(frame, question.nodeKey, answers);
    const step = { ...read.step, timeoutMs: Math.min(read.step.timeoutMs, MAX_SEND_MS) };
    const isLookup = question.part === 'lookup';
    const tried = await sendTrial(
      {
        workspace,
        runId: run.id,
        step,
        scope,
        // A key of its own: what an author tries must never pass for what a run sends.
        idempotencyKey: idempotencyKey({
          workspace,
          actionId: actionId ?? '',
          callId: `trial ${run.id}`,
          eventType: reading.call.event,
          replayGeneration: 0,
          nodeKey: step.key,
          loopPath: [],
        }),
        isLookup,
        isRetry: false,
        beforeSend: () => Promise.resolve(true),
        signal,
      },
      delivery,
    );
    return { result: resultOf({ step, isLookup, tried }, scope) };
  }
}

function resultOf(told: TriedStep, scope: Scope): TestRequestResult {
  const { step, tried } = told;
  const { outcome, exchange } = tried;
  const isAnswered = outcome.kind === 'answered';
  return {
    isSuccess: isAnswered && outcome.isSuccess,
    data:
      isAnswered && exchange?.ended.kind === 'answered'
        ? shownBody(exchange.ended, outcome, exchange.prepared.record.striker)
        : null,
    meta: metaOf(told),
    failure: failureOf(tried, step.timeoutMs),
    mapped: isAnswered ? mappedOf(told, outcome, scope) : null,
  };
}

function mappedOf(
  { step, isLookup }: TriedStep,
  outcome: Extract<AttemptOutcome, { kind: 'answered' }>,
  scope: Scope,
): TestRequestResult['mapped'] {
  if (!isLookup) return shownMapping(step.map(outcome.answer), null);
  const answer = readLookupAnswer(outcome);
  if (answer === undefined || step.lookup === undefined) return null;
  return shownMapping(step.lookup.map(answer), step.lookup.found(scope, answer));
}

function shownMapping({ variables, externalIds, problems }: MappedAnswer, found: boolean | null) {
  return {
    variables,
    externalIds,
    problems: problems.map(({ variable, message }) => ({ variable, message })),
    found,
  };
}
