import type { ApiRequestPlan } from '@aftercall/flow-model';
import type { CertificateFacts, Observed } from '@aftercall/safe-http';
import type { TestRequestResult } from '@aftercall/wire-format';
import { nextMove, type NextMove } from '../../delivery/next-move.ts';
import type { SecretStriker } from '../../delivery/redact-secrets.ts';
import { endedAttempt } from '../../steps/request-log.ts';
import type { Tried } from '../send-trial.ts';
import { trialAttempt } from '../trial-attempt.ts';

type Meta = TestRequestResult['meta'];

/** What was tried, and how. */
export interface TriedStep {
  step: ApiRequestPlan;
  isLookup: boolean;
  tried: Tried;
}

/** Everything about the exchange but the body. Whatever a target can say (its status text, its certificate) is struck too. */
export function metaOf({ step, isLookup, tried }: TriedStep): Meta {
  const { outcome, exchange } = tried;
  const observed = exchange?.ended.observed;
  const striker = exchange?.prepared.record.striker;
  return {
    startedAt: outcome.startedAt.toISOString(),
    ...requestFacts(tried),
    ...responseFacts(tried),
    statusText: struck(observed?.statusText, striker),
    httpVersion: observed?.httpVersion ?? null,
    timing: timingOf(tried, observed),
    authProfile: step.authProfile ?? null,
    tls: tlsOf(observed, striker),
    egress: egressOf(observed),
    attempts: [withoutBody(trialAttempt(endedAttempt(1, isLookup, outcome)))],
    inProduction: outlookOf({ step, isLookup, tried }),
  };
}

function requestFacts({ outcome, exchange }: Tried): Pick<Meta, 'finalUrl' | 'request' | 'requestBytes'> {
  const bytes = exchange === undefined ? null : Buffer.byteLength(exchange.prepared.request.body ?? '');
  return { finalUrl: outcome.request?.url ?? null, request: outcome.request, requestBytes: bytes };
}

function responseFacts({ outcome }: Tried): Pick<Meta, 'status' | 'responseHeaders' | 'responseBytes'> {
  if (outcome.kind !== 'answered') return { status: null, responseHeaders: [], responseBytes: null };
  const { status, headers, bodyBytes } = outcome.response;
  return { status, responseHeaders: headers, responseBytes: bodyBytes };
}

function timingOf({ credentialMs, totalMs }: Tried, observed: Observed | undefined): Meta['timing'] {
  return {
    credentialMs: rounded(credentialMs),
    dnsMs: rounded(observed?.dnsMs),
    tcpMs: rounded(observed?.tcpMs),
    tlsMs: rounded(observed?.tlsMs),
    firstByteMs: rounded(observed?.firstByteMs),
    bodyMs: rounded(observed?.bodyMs),
    totalMs: rounded(totalMs) ?? 0,
  };
}

/** To hundredths of a millisecond: what comes after is noise. */
function rounded(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms * 100) / 100;
}

function tlsOf(observed: Observed | undefined, striker: SecretStriker | undefined): Meta['tls'] {
  if (observed?.tls === undefined) return null;
  const { protocol, cipher, peer, clientCertificate, isClientCertificateAsked } = observed.tls;
  return {
    protocol: protocol ?? null,
    cipher: cipher ?? null,
    peer: certificateOf(peer, striker),
    clientCertificate: certificateOf(clientCertificate, striker),
    isClientCertificateAsked: isClientCertificateAsked ?? null,
  };
}

type Certificate = NonNullable<NonNullable<Meta['tls']>['peer']>;

function certificateOf(facts: CertificateFacts | undefined, striker: SecretStriker | undefined): Certificate | null {
  if (facts === undefined) return null;
  return {
    subject: struck(facts.subject, striker) ?? '',
    issuer: struck(facts.issuer, striker) ?? '',
    validFrom: facts.validFrom?.toISOString() ?? null,
    validTo: facts.validTo?.toISOString() ?? null,
    altNames: struck(facts.altNames, striker),
    fingerprint: facts.fingerprint,
  };
}

function struck(text: string | undefined, striker: SecretStriker | undefined): string | null {
  if (text === undefined) return null;
  return (striker?.text(text) ?? text).toWellFormed();
}

function egressOf(observed: Observed | undefined): Meta['egress'] {
  const egress = observed?.egress;
  if (egress === undefined) return { verdict: 'NOT_REACHED', address: null, port: null, reason: null };
  const { address, port, closedBecause, isBlocked } = egress;
  const verdict = closedBecause === undefined ? 'PUBLIC' : 'ALLOWED_BY_OPERATOR';
  return { verdict: isBlocked ? 'BLOCKED' : verdict, address, port, reason: closedBecause ?? null };
}

function withoutBody(attempt: Meta['attempts'][number]): Meta['attempts'][number] {
  return attempt.response === null ? attempt : { ...attempt, response: { ...attempt.response, body: null } };
}

/** What a run would do after its first attempt had ended so; without jitter. */
function outlookOf({ step, isLookup, tried }: TriedStep): Meta['inProduction'] {
  const inDoubt = isLookup ? 'repeat' : step.idempotency.inDoubt;
  const move = nextMove(tried.outcome, 1, { scheduleMs: step.retryScheduleMs, inDoubt }, () => 0);
  switch (move.move) {
    case 'done':
      return { move: 'DONE', afterMs: null, message: 'The run goes on with what was read from the answer.' };
    case 'wait':
      return {
        move: 'RETRY',
        afterMs: move.waitMs,
        message: `The run tries again after ${move.waitMs} ms: ${wordsOf(move)}.`,
      };
    case 'look-up':
      return {
        move: 'LOOK_UP',
        afterMs: null,
        message: 'The run asks the target whether the request was carried out.',
      };
    case 'review':
      return { move: 'REVIEW', afterMs: null, message: `The run waits for a person: ${wordsOf(move)}.` };
    case 'give-up':
      return { move: 'FAIL', afterMs: null, message: `The step fails: ${wordsOf(move)}.` };
    case 'stop':
      return { move: 'NOTHING', afterMs: null, message: 'The request was cancelled.' };
    default:
      return move satisfies never;
  }
}

function wordsOf({ cause }: Extract<NextMove, { cause: unknown }>): string {
  return cause.message;
}
