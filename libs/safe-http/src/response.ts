import type { Observed } from './observed.ts';

/** A complete answer, or one whose body we cut at `maxResponseBytes`. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** As they came, names in lower case; a name may stand several times. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it came: a content encoding is not undone. */
  readonly body: Buffer;
  /** The answer went on after the last byte of `body`. */
  readonly truncated: boolean;
  readonly timing: { readonly totalMs: number };
  /** There when the request asked for it. */
  readonly observed?: Observed;
}

/** No byte of the request left: it may be sent again without harm. */
export interface NotSent {
  readonly kind: 'not-sent';
  /**
   * - `EGRESS_BLOCKED`: the address, or one of the name's addresses, is neither public nor allowed by the operator
   * - `DNS_FAILED`: the name has no address, or nobody could say
   * - `CONNECT_FAILED`, `CONNECT_TIMEOUT`: no connection, or none in time (also none free in this lane)
   * - `TLS_FAILED`: the other side speaks no TLS, or its certificate is not good
   * - `ABORTED`: the signal
   * - `BAD_URL`: the request cannot be written as it is: its URL, method or a header
   * - `STOPPED`: `onRequestStart` said no, or the client is closed
   */
  readonly code:
    | 'EGRESS_BLOCKED'
    | 'DNS_FAILED'
    | 'CONNECT_FAILED'
    | 'CONNECT_TIMEOUT'
    | 'TLS_FAILED'
    | 'ABORTED'
    | 'BAD_URL'
    | 'STOPPED';
  /** For people. Without the URL's path and query, headers and bodies. */
  readonly message: string;
  readonly totalMs: number;
  /** There when the request asked for it. */
  readonly observed?: Observed;
}

/** At least a byte was or may have been sent, and no complete answer came: nobody here knows what the target did. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  /**
   * - `TIMEOUT`: the answer was not complete in time
   * - `RESET`: the connection ended, or what came was no HTTP, before the answer's headers were there
   * - `BODY_CUT`: the same, after them
   * - `ABORTED`: the signal, or the client was closed
   */
  readonly code: 'TIMEOUT' | 'RESET' | 'BODY_CUT' | 'ABORTED';
  /** For people. Without the URL's path and query, headers and bodies. */
  readonly message: string;
  readonly totalMs: number;
  /** There when the request asked for it. */
  readonly observed?: Observed;
}

/** How a request ended. Every way is one of these; `send` rejects only for a defect. */
export type SafeOutcome = Answered | NotSent | NoAnswer;
