import type { FlowNode } from '@aftercall/flow-model';
import { exitsOf } from '../flow-graph/node-shape.ts';
import { duration, utcTime } from '../ui/format-time.ts';
import type { RunAttempt, RunStep } from './run-shapes.ts';

/** `412 ms`, `31.3 s` with the waits between attempts, `< 1 ms`; – before it began. */
export function stepTime(step: RunStep, now: Date): string {
  if (step.startedAt === null || step.status === 'SKIPPED') return '–';
  const end = step.endedAt === null ? now.getTime() : Math.max(new Date(step.endedAt).getTime(), lastAnswer(step));
  const ms = Math.max(0, end - firstSign(step.startedAt, step));
  return ms < 1 ? '< 1 ms' : duration(ms);
}

/** When it began, in ms: a step's records may be stored after its first request was sent. */
function firstSign(startedAt: string, { attempts }: RunStep): number {
  return Math.min(new Date(startedAt).getTime(), ...attempts.map((attempt) => new Date(attempt.startedAt).getTime()));
}

/** When the last request was over, in ms; 0 when there was none. */
function lastAnswer({ attempts }: RunStep): number {
  return Math.max(0, ...attempts.map(({ startedAt, durationMs }) => new Date(startedAt).getTime() + durationMs));
}

/** Requests proper: the questions of a look-up are not attempts. */
export function attemptsOf(step: RunStep): readonly RunAttempt[] {
  return step.attempts.filter(({ isLookup }) => !isLookup);
}

/** The right half of a card's status line. */
export function stepDetail(step: RunStep, node: FlowNode | undefined, now: Date): string {
  const count = attemptsOf(step).length;
  switch (step.status) {
    case 'PENDING':
      return 'not started';
    case 'SKIPPED':
      return 'branch not taken';
    case 'WAITING':
      return nextAttempt(step, node);
    case 'IN_DOUBT':
      return 'needs a person';
    case 'FAILED':
      return joined(failureWord(step), stepTime(step, now));
    case 'RUNNING':
    case 'SUCCEEDED':
      return joined(exitWord(step, node), count > 1 && `${String(count)} attempts`, stepTime(step, now));
    default:
      return step.status satisfies never;
  }
}

/** `HTTP 422` says more on a card than that the status was no success. */
function failureWord(step: RunStep): string | undefined {
  const answer = step.attempts.at(-1)?.response;
  return step.cause?.code === 'STATUS_NOT_SUCCESS' && answer != null
    ? `HTTP ${String(answer.status)}`
    : step.cause?.code;
}

function joined(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

/** `Attempt 4 of 6` */
export function nextAttempt(step: RunStep, node: FlowNode | undefined): string {
  const next = `Attempt ${String(attemptsOf(step).length + 1)}`;
  return node?.kind === 'apiRequest' ? `${next} of ${String(node.config.retry.schedule.length + 1)}` : next;
}

/** A decision says which way it went; other kinds have exits that say no more than their status. */
export function exitWord({ kind, port }: RunStep, node: FlowNode | undefined): string {
  if (kind !== 'DECISION' || port === null) return '';
  const exits = node === undefined ? [] : exitsOf(node);
  return exits.find((exit) => exit.port === port)?.label ?? port;
}

/** Why a step is not done: until when it waits and for what, or what is in doubt. Undefined when there is nothing to say. */
export function stepCause(step: RunStep): string | undefined {
  if (step.status !== 'WAITING') return step.cause?.message;
  const until = step.waitingUntil === null ? undefined : `Next at ${utcTime(step.waitingUntil)}`;
  const why = step.cause?.message ?? step.attempts.at(-1)?.cause?.message;
  return [until, why].filter((part) => part !== undefined).join(', ');
}

/** `503, then 201`: how each request was answered. */
export function answersOf(step: RunStep): string {
  return attemptsOf(step).map(answerWord).join(', then ');
}

/** `201`, `Timed out`, `Not sent`: the shortest that says how an attempt ended. */
export function answerWord({ response, cause, status }: RunAttempt): string {
  if (response !== null) return String(response.status);
  if (status === 'NOT_SENT') return 'Not sent';
  if (cause?.code.includes('TIMEOUT') === true) return 'Timed out';
  return cause?.code ?? 'No answer';
}
