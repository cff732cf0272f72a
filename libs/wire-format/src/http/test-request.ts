import { z } from 'zod';
import { headerPairs, shownRequest, trialCause, trialProblem, trialRequest } from './trial-sample.ts';

/**
 * *Send*, registry → executor: `POST /internal/test-requests` (service token of the registry, workspace in the token). Sends
 * one request of a draft once, as a run would. Closing the connection cancels it. Nothing of it is stored.
 */
export const testRequestQuestion = z.strictObject({
  ...trialRequest,
  nodeKey: z.string().min(1).max(200),
  /** `lookup`: the question of the node's own look-up instead of its request. */
  part: z.enum(['request', 'lookup']),
});
export type TestRequestQuestion = z.infer<typeof testRequestQuestion>;

const ms = z.number().nonnegative().nullable();

/** What the answer's body is shown as. Secrets are struck. */
const testData = z.object({
  kind: z.enum(['JSON', 'TEXT', 'BINARY']),
  contentType: z.string().nullable(),
  /** As it came over the wire. */
  bytes: z.int().nonnegative(),
  /** Longer than what is read; what is here is its beginning. */
  isTruncated: z.boolean(),
  /** JSON and text, whole unless truncated; JSON is valid JSON. */
  text: z.string().nullable(),
  /** Base64 of the beginning of what is no text. */
  base64: z.string().nullable(),
  /** Why it is not shown, or not as what it says to be. */
  problem: z.string().nullable(),
});

const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.iso.datetime().nullable(),
  validTo: z.iso.datetime().nullable(),
  altNames: z.string().nullable(),
  /** SHA-256, upper-case hexadecimal with colons. */
  fingerprint: z.string(),
});

const tlsFacts = z.object({
  /** For example `TLSv1.3`; null when the handshake did not come so far. */
  protocol: z.string().nullable(),
  cipher: z.string().nullable(),
  peer: certificate.nullable(),
  /** What we showed; null when none was. */
  clientCertificate: certificate.nullable(),
  /** Whether the server asked for a client certificate; null when that is not known. */
  isClientCertificateAsked: z.boolean().nullable(),
});

const egress = z.object({
  verdict: z.enum(['PUBLIC', 'ALLOWED_BY_OPERATOR', 'BLOCKED', 'NOT_REACHED']),
  address: z.string().nullable(),
  port: z.int().nullable(),
  reason: z.string().nullable(),
});

const attempt = z.object({
  number: z.int().positive(),
  status: z.enum(['SUCCEEDED', 'FAILED', 'IN_DOUBT', 'NOT_SENT']),
  cause: trialCause.nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  request: shownRequest.nullable(),
  /** `body` is null in the attempts of Send: it stands in `data`. */
  response: z
    .object({
      status: z.int(),
      headers: headerPairs,
      body: z.json(),
      bodyBytes: z.int().nonnegative(),
      isTruncated: z.boolean(),
    })
    .nullable(),
});
/** One request of a trial, in the shape of the ledger's attempts. */
export const trialAttempt = attempt;
export type TrialAttempt = z.infer<typeof trialAttempt>;

const testMeta = z.object({
  startedAt: z.iso.datetime(),
  status: z.int().nullable(),
  statusText: z.string().nullable(),
  /** For example `1.1`. */
  httpVersion: z.string().nullable(),
  finalUrl: z.string().nullable(),
  /** Null where a phase was not reached or does not apply. */
  timing: z.object({
    credentialMs: ms,
    dnsMs: ms,
    tcpMs: ms,
    tlsMs: ms,
    firstByteMs: ms,
    bodyMs: ms,
    totalMs: z.number().nonnegative(),
  }),
  request: shownRequest.nullable(),
  requestBytes: z.int().nonnegative().nullable(),
  responseHeaders: headerPairs,
  responseBytes: z.int().nonnegative().nullable(),
  authProfile: z.string().nullable(),
  tls: tlsFacts.nullable(),
  egress: egress,
  attempts: z.array(attempt),
  /** What a run would do after this attempt. */
  inProduction: z.object({
    move: z.enum(['DONE', 'RETRY', 'LOOK_UP', 'REVIEW', 'FAIL', 'NOTHING']),
    afterMs: z.number().nullable(),
    message: z.string(),
  }),
});

const testFailure = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  /** The phase of a timeout, the range of a blocked address. */
  detail: z.string().nullable(),
});

const mapped = z.object({
  variables: z.record(z.string(), z.json()),
  externalIds: z.array(z.object({ name: z.string(), value: z.string() })),
  problems: z.array(z.object({ variable: z.string(), message: z.string() })),
  /** What the look-up's `found` says; null for the request itself. */
  found: z.boolean().nullable(),
});

/** How one sent request ended, for people. */
export const testRequestResult = z.object({
  isSuccess: z.boolean(),
  data: testData.nullable(),
  meta: testMeta,
  failure: testFailure.nullable(),
  mapped: mapped.nullable(),
});
export type TestRequestResult = z.infer<typeof testRequestResult>;

/** 200 with one of these; anything else: the executor is not there. */
export const testRequestAnswer = z.union([
  z.object({ result: testRequestResult }),
  z.object({ problems: z.array(trialProblem).min(1) }),
]);
export type TestRequestAnswer = z.infer<typeof testRequestAnswer>;
