import type { Cause, UsableCredential } from '@aftercall/wire-format';

/** Which auth profile is asked for, for what. */
export interface CredentialQuestion {
  workspace: string;
  /** The auth profile's name, as the flow has it. */
  name: string;
  /** Scheme, host and port of the request. */
  origin: string;
  runId: string;
}

/**
 * - `refused`: asking again is no use before somebody changes the profile or the flow.
 * - `unavailable`: nobody could say; ask again after `retryAfterMs`.
 */
export type CredentialAnswer =
  | { kind: 'usable'; credential: UsableCredential }
  | { kind: 'refused'; cause: Cause }
  | { kind: 'unavailable'; cause: Cause; retryAfterMs: number };

/** Turns the name of an auth profile into what is added to a request. Answers within seconds and never throws for the vault. */
export interface AuthProfileSource {
  resolve(question: CredentialQuestion): Promise<CredentialAnswer>;
  /** A target refused this credential: the next question must not be answered from memory. */
  forget(question: CredentialQuestion): void;
}
