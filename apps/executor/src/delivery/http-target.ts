import type { Observed } from '@aftercall/safe-http';

/** One request, ready to leave. */
export interface OutgoingRequest {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: Buffer | undefined;
  /** Whole request, connecting to last byte. */
  timeoutMs: number;
  /** Requests with the same key may share connections; it tells credentials apart. */
  connectionKey: string;
  signal: AbortSignal;
  /** Asked in the same turn as the first byte; false = nothing is sent. */
  maySend: () => boolean;
  /** On a connection of its own, told with what was seen of it: for people, not for runs. */
  isObserved?: boolean;
}

/**
 * How a request ended, by what is known of the target:
 * - `answered`: a complete answer; `isTruncated` when we cut its body at our limit.
 * - `not-sent`: no byte of it left.
 * - `no-answer`: a byte may have left, and no complete answer came.
 */
export type TargetOutcome = { durationMs: number; observed?: Observed } & (
  | {
      kind: 'answered';
      status: number;
      headers: readonly (readonly [name: string, value: string])[];
      body: Buffer;
      isTruncated: boolean;
    }
  | { kind: 'not-sent'; code: NotSentCode; message: string }
  | { kind: 'no-answer'; code: NoAnswerCode; message: string }
);

/** `INTERRUPTED`: the signal, or our own end. `NOT_OURS`: `maySend` said no. */
export type NotSentCode =
  | 'EGRESS_BLOCKED'
  | 'URL_INVALID'
  | 'DNS_FAILED'
  | 'CONNECT_FAILED'
  | 'CONNECT_TIMEOUT'
  | 'TLS_FAILED'
  | 'INTERRUPTED'
  | 'NOT_OURS';

export type NoAnswerCode = 'TIMEOUT' | 'RESET' | 'BODY_CUT' | 'INTERRUPTED';

/** Sends one request once: no retry, no redirect. Never throws for what a target or the network does. */
export interface HttpTarget {
  send(request: OutgoingRequest): Promise<TargetOutcome>;
}
