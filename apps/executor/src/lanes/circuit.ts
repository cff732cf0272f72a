/**
 * What a request says of its target's health. `none`: nothing, because it was stopped on our side (egress guard, our own
 * end) before the target could show anything.
 */
export type Health = 'good' | 'bad' | 'none';

/** Leave to send one request. `report` must be called once, when it ended; undefined = noted already. */
export type Admission =
  { isOpen: false; report(health: Health): Promise<void> | undefined } | { isOpen: true; retryAfterMs: number };

/**
 * Keeps requests from a target that does not work.
 * - *closed*: everything passes; too many bad ones open it.
 * - *open*: nothing passes until `retryAfterMs` has gone by.
 * - *half-open*: one request passes. Good closes the circuit, bad opens it again, none lets the next one try.
 *
 * A report counts only in the state in which its request was admitted: a slow success from before the failures must not
 * close a circuit, nor a late failure re-open it.
 */
export interface Circuit {
  admit(): Admission;
  /** True while a request would be refused. */
  isOpen(): boolean;
  /** Gives timers free; nothing may be asked afterwards. */
  shutdown(): void;
}
