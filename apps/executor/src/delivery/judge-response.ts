import type { AttemptResponse } from '@aftercall/wire-format';
import type { Health } from '../lanes/circuit.ts';
import type { AttemptFacts, AttemptOutcome } from './delivery.ts';
import type { NotSentCode, TargetOutcome } from './http-target.ts';
import { readBody } from './read-body.ts';
import type { SecretStriker } from './redact-secrets.ts';

/** How to read an answer. */
export interface Judgement {
  isSuccess: (status: number) => boolean;
  /** Strikes the request's secrets from what is kept of the answer. */
  striker: SecretStriker;
  now: Date;
}

/** What is kept, for people, of an answer that was too long to be read. */
const MAX_CUT_TEXT = 64 * 1024;

/** Longer than this an answer counts against its target, whatever it says: a lane full of them does nothing else. */
const SLOW_MS = 30_000;

type Answered = Extract<TargetOutcome, { kind: 'answered' }>;

/** What became of an attempt, by how its request ended. */
export function judgeResponse(outcome: TargetOutcome, facts: AttemptFacts, judgement: Judgement): AttemptOutcome {
  if (outcome.kind === 'answered') return judgeAnswer(outcome, facts, judgement);
  const cause = { code: outcome.code, message: judgement.striker.text(outcome.message) };
  if (outcome.kind === 'no-answer') return { ...facts, kind: 'in-doubt', cause };
  if (isFinal(outcome.code)) return { ...facts, kind: 'impossible', cause };
  return { ...facts, kind: 'not-sent', isCounted: isOfTarget(outcome.code), retryAfterMs: undefined, cause };
}

/** What the end of a request says of its target: a refusal such as 404 is an answer of a target that works. */
export function healthOf(outcome: TargetOutcome, isSuccess: (status: number) => boolean): Health {
  switch (outcome.kind) {
    case 'answered': {
      const isRefusal = !isRetryable(outcome.status) || isSuccess(outcome.status);
      return isRefusal && outcome.durationMs < SLOW_MS ? 'good' : 'bad';
    }
    case 'no-answer':
      return outcome.code === 'INTERRUPTED' ? 'none' : 'bad';
    case 'not-sent':
      return isFinal(outcome.code) || !isOfTarget(outcome.code) ? 'none' : 'bad';
    default:
      return outcome satisfies never;
  }
}

/** 5xx, and the 4xx that are about the moment and not about the request. */
export function isRetryable(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** The same request will be stopped again. */
function isFinal(code: NotSentCode): boolean {
  return code === 'EGRESS_BLOCKED' || code === 'URL_INVALID';
}

/** The target or the way to it failed, and not we. */
function isOfTarget(code: NotSentCode): boolean {
  return code !== 'INTERRUPTED' && code !== 'NOT_OURS';
}

function judgeAnswer(outcome: Answered, facts: AttemptFacts, { isSuccess, striker, now }: Judgement): AttemptOutcome {
  const { status, body: bytes, isTruncated } = outcome;
  const headers = joinedHeaders(outcome.headers, striker);
  const reading = readBody({
    contentType: findHeader(outcome.headers, 'content-type'),
    contentEncoding: findHeader(outcome.headers, 'content-encoding'),
    bytes,
    isTruncated,
  });
  const body = reading.value === undefined ? undefined : striker.json(reading.value);
  const response: AttemptResponse = {
    status,
    headers,
    body: isTruncated && typeof body === 'string' ? body.slice(0, MAX_CUT_TEXT).toWellFormed() : (body ?? null),
    bodyBytes: bytes.length,
    isTruncated,
  };
  const problem = reading.problem === undefined ? {} : { bodyProblem: reading.problem };
  return {
    ...facts,
    kind: 'answered',
    isSuccess: isSuccess(status),
    isRetryable: isRetryable(status),
    retryAfterMs: readRetryAfter(findHeader(outcome.headers, 'retry-after'), now),
    response,
    answer: {
      status,
      headers: Object.fromEntries(headers),
      body: problem.bodyProblem === undefined ? body : undefined,
      ...problem,
    },
  };
}

/** Names in lower case, in order of first appearance; a repeated one's values joined by a comma (RFC 9110 section 5.3). */
function joinedHeaders(headers: Answered['headers'], striker: SecretStriker): [string, string][] {
  const joined = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = striker.text(name.toLowerCase());
    const before = joined.get(key);
    const struck = striker.text(value).replaceAll('\u0000', '\uFFFD');
    joined.set(key, before === undefined ? struck : `${before}, ${struck}`);
  }
  return [...joined];
}

function findHeader(headers: Answered['headers'], name: string): string {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1] ?? '';
}

/** Seconds or an HTTP date (RFC 9110 section 10.2.3), as milliseconds from now; undefined when it is neither. */
export function readRetryAfter(value: string, now: Date): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // A date has a weekday's name; Date.parse alone would take "-5" or "1.5" for one.
  const atMs = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - now.getTime());
}
