import type { Observed } from '@aftercall/safe-http';
import type { Cause, TestRequestResult } from '@aftercall/wire-format';
import type { AttemptOutcome } from '../../delivery/delivery.ts';
import type { Tried } from '../send-trial.ts';

type Failure = NonNullable<TestRequestResult['failure']>;

/** Why there is no answer that can be used, with one hint; null when there is one, whatever its status. */
export function failureOf({ outcome, exchange }: Tried, timeoutMs: number): Failure | null {
  if (outcome.kind === 'answered') return failureOfBody(outcome);
  const observed = exchange?.ended.observed;
  const code = codeOf(outcome.cause, observed);
  const failure = { code, message: outcome.cause.message, hint: hints[code], detail: detailOf(code, observed) };
  if (code !== 'TIMEOUT') return failure;
  return { ...failure, message: `${outcome.cause.message} (the node's timeout is ${timeoutMs} ms)` };
}

function failureOfBody({ response, answer }: Extract<AttemptOutcome, { kind: 'answered' }>): Failure | null {
  if (response.isTruncated) {
    const message = `the answer is longer than ${response.bodyBytes} bytes: only so much of it is read`;
    return { code: 'BODY_TOO_LARGE', message, hint: hints.BODY_TOO_LARGE, detail: null };
  }
  if (answer.bodyProblem === undefined) return null;
  return { code: 'BODY_UNREADABLE', message: answer.bodyProblem, hint: hints.BODY_UNREADABLE, detail: null };
}

/** By the cause of an attempt, where nothing more is known of it. */
const codes: Readonly<Record<string, keyof typeof hints>> = {
  DNS_FAILED: 'DNS_FAILED',
  CONNECT_FAILED: 'CONNECT_FAILED',
  CONNECT_TIMEOUT: 'TIMEOUT',
  TIMEOUT: 'TIMEOUT',
  TLS_FAILED: 'TLS_FAILED',
  EGRESS_BLOCKED: 'EGRESS_BLOCKED',
  RESET: 'RESET',
  BODY_CUT: 'BODY_CUT',
  URL_INVALID: 'URL_INVALID',
  HEADER_INVALID: 'HEADER_INVALID',
  BODY_INVALID: 'BODY_INVALID',
  LOOKUP_MISSING: 'LOOKUP_MISSING',
  AUTH_PROFILE_NOT_FOUND: 'PROFILE_NOT_FOUND',
  AUTH_PROFILE_REVOKED: 'PROFILE_REVOKED',
  ORIGIN_NOT_ALLOWED: 'PROFILE_ORIGIN_NOT_ALLOWED',
  CREDENTIAL_NOT_PLACEABLE: 'PROFILE_NOT_PLACEABLE',
  VAULT_UNAVAILABLE: 'PROFILE_UNAVAILABLE',
  INTERRUPTED: 'CANCELLED',
  NOT_OURS: 'CANCELLED',
};

type FailureCode = keyof typeof hints;

function codeOf(cause: Cause, observed: Observed | undefined): FailureCode {
  const code = codes[cause.code] ?? 'PROFILE_REFUSED';
  return (observed && refinements[code]?.(observed)) ?? code;
}

/** What more can be said, by what was seen. */
const refinements: Partial<Record<FailureCode, (observed: Observed) => FailureCode | undefined>> = {
  DNS_FAILED: ({ systemCode }) => (/^E(?:NOTFOUND|NODATA)$/.test(systemCode ?? '') ? 'DNS_NOT_FOUND' : undefined),
  CONNECT_FAILED: ({ systemCode }) => (systemCode === 'ECONNREFUSED' ? 'CONNECT_REFUSED' : undefined),
  TLS_FAILED: (observed) => {
    if (isCertificateMissing(observed)) return 'TLS_CLIENT_CERT_REQUIRED';
    return isUntrusted(observed.systemCode) ? 'TLS_PEER_UNTRUSTED' : undefined;
  },
  RESET: (observed) => (isCertificateMissing(observed) ? 'TLS_CLIENT_CERT_REQUIRED' : undefined),
};

/**
 * The target asked for a client certificate, we showed none, and it ended the connection before it said anything: with TLS 1.2
 * during the handshake, with TLS 1.3 right after it.
 */
function isCertificateMissing({ tls, firstByteMs }: Observed): boolean {
  return tls?.isClientCertificateAsked === true && tls.clientCertificate === undefined && firstByteMs === undefined;
}

/** OpenSSL's verification errors by the names that Node gives them, and Node's own for the name. */
function isUntrusted(systemCode = ''): boolean {
  return /^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_|PATH_LENGTH)/.test(
    systemCode,
  );
}

function detailOf(code: string, observed: Observed | undefined): string | null {
  if (code === 'TIMEOUT') return observed?.phase ?? 'CONNECT';
  return code === 'EGRESS_BLOCKED' ? (observed?.egress?.closedBecause ?? null) : null;
}

/** One for each code: what to do about it. docs/reference/causes.md lists the codes. */
export const hints = {
  DNS_NOT_FOUND: 'Look at the host in the URL: the name does not exist where executors run.',
  DNS_FAILED: 'The resolver did not answer: try again, or ask the operators about DNS where executors run.',
  CONNECT_REFUSED: 'Nothing listens on that host and port: look at the port in the URL, and whether the target is up.',
  CONNECT_FAILED:
    'There is no way to that host from where executors run: ask the operators about routes and firewalls.',
  TIMEOUT: 'Raise the timeout in the settings of the node, or ask the target why it takes so long.',
  TLS_PEER_UNTRUSTED:
    "The target's certificate has run out, is for another name, or nobody we trust signed it: mend it, or use the host that it names.",
  TLS_CLIENT_CERT_REQUIRED: 'The target wants a client certificate: choose an auth profile that holds one.',
  TLS_FAILED: 'The other side speaks no TLS that we do: look at scheme and port of the URL.',
  EGRESS_BLOCKED: 'The address is not public: the operators can allow it in EGRESS_ALLOW, with its port.',
  RESET: 'The target, or something on the way, ended the connection before it answered: look at its log.',
  BODY_CUT: 'The target ended its answer in the middle: look at its log.',
  BODY_TOO_LARGE: 'Ask for less, by a filter or a page: a mapping cannot read an answer of this size.',
  BODY_UNREADABLE:
    'Look at the Content-Type and Content-Encoding that the target sends: a mapping cannot read this answer.',
  URL_INVALID: 'Look at the values that the URL is made of: with this sample they make none.',
  HEADER_INVALID:
    'Look at the values of the headers: with this sample one holds a line break or another forbidden character.',
  BODY_INVALID: 'Look at the values of the body: with this sample it cannot be built.',
  LOOKUP_MISSING: 'Choose "Look it up first" in the settings of the node and give the look-up a URL.',
  PROFILE_NOT_FOUND: 'Choose an auth profile that exists: this one was renamed or deleted.',
  PROFILE_REVOKED: 'Choose another auth profile, or have an admin give this one a new secret.',
  PROFILE_ORIGIN_NOT_ALLOWED: 'Have an admin add the origin to the auth profile; Send never widens it.',
  PROFILE_NOT_PLACEABLE: 'The auth profile adds fields to the body: make the body a JSON object or a form.',
  PROFILE_UNAVAILABLE: 'The vault does not answer: try again; if it stays so, its operators start it.',
  PROFILE_REFUSED: 'The vault gives no credential for this: look at the auth profile.',
  CANCELLED: 'Send it again when you are ready.',
} as const;
