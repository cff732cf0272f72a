import type { ApiRequestPlan, Scope } from '@aftercall/flow-model';
import type { AttemptRequest, AttemptResponse, Cause } from '@aftercall/wire-format';

/** One attempt of one API Request step, as the run driver asks for it. */
export interface DeliveryOrder {
  workspace: string;
  runId: string;
  step: ApiRequestPlan;
  scope: Scope;
  /** Same over retries, crashes, restarts and a restored backup (idempotency-key.ts). */
  idempotencyKey: string;
  /** True only for the look-up request of the policy `lookup`. */
  isLookup: boolean;
  /** True when the step was tried before; live requests go first where both wait. */
  isRetry: boolean;
  /**
   * Called once credential and lane are ready, right before the request may leave: resolves when the intent is durable
   * (or need not be). False = the run is no longer ours or the lease ran out: send nothing.
   */
  beforeSend: () => boolean | Promise<boolean>;
  /** Asked once more in the same turn as the first byte: the connection may have taken longer than the lease. */
  maySend?: () => boolean;
  signal: AbortSignal;
}

/**
 * Every way an attempt can end.
 * - `answered`: a complete answer (perhaps cut by us); `isSuccess` by the step's own list of statuses.
 * - `not-sent`: certainly no byte left. `isCounted` false: it used up nothing of the retry schedule (vault away, circuit
 *   open, lane full); `retryAfterMs` says when to try again.
 * - `in-doubt`: a byte may have been sent and there is no complete answer.
 * - `impossible`: no retry will mend it (URL cannot be built, egress blocked, profile unknown or revoked, origin not allowed).
 */
export type AttemptOutcome =
  | (AttemptFacts & {
      kind: 'answered';
      isSuccess: boolean;
      /** 5xx, 408, 425 and 429 may be tried again; other failures may not. */
      isRetryable: boolean;
      /** `Retry-After` in full, when the target sent one. */
      retryAfterMs: number | undefined;
      response: AttemptResponse;
      /**
       * The answer as the mapping reads it; `bodyProblem` says why its body cannot be read. Secrets are struck here too:
       * what a mapping reads is stored as variables and ids.
       */
      answer: { status: number; headers: Record<string, string>; body: unknown; bodyProblem?: string };
    })
  | (AttemptFacts & { kind: 'not-sent'; isCounted: boolean; retryAfterMs: number | undefined; cause: Cause })
  | (AttemptFacts & { kind: 'in-doubt'; cause: Cause })
  | (AttemptFacts & { kind: 'impossible'; cause: Cause });

/** What is recorded of any attempt; secrets are struck from all of it. */
export interface AttemptFacts {
  startedAt: Date;
  durationMs: number;
  request: AttemptRequest | null;
}

/** What a lane's name is made of. */
export type LaneQuestion = Pick<DeliveryOrder, 'workspace' | 'step' | 'scope'>;

/** Sends one attempt and says how it ended. Never throws for what a target, the vault or the network does. */
export interface Delivery {
  attempt(order: DeliveryOrder): Promise<AttemptOutcome>;
  /** Names the lane of a step, for due rows: known before anything is sent. Undefined when its URL cannot be built. */
  laneOf(question: LaneQuestion): string | undefined;
  /** Lanes that take no more now (full or open). */
  fullLanes(): string[];
}
