import type { JsonObject, PlannedStep, Scope } from '@aftercall/flow-model';
import type { AttemptRequest, AttemptResponse, AttemptStatus, Cause } from '@aftercall/wire-format';
import type { CallIdentity } from '../delivery/idempotency-key.ts';
import type { StepHistory } from './step-history.ts';

/** Runs one step as far as it goes now. Never throws for what a target, the vault or the network does. */
export interface StepRunner {
  run(step: PlannedStep, context: StepContext): StepResult | Promise<StepResult>;
}

/** What a step is given. Decision and Set Variable read only `scope`. */
export interface StepContext {
  run: CallIdentity & { runId: string };
  /** What this step may see (`visibleNodes`). */
  scope: Scope;
  /** What the journal knows of this node; `foldAttempts` makes it. */
  history: StepHistory;
  /**
   * Called right before a request may leave. Resolves true when the run is still ours and, where `mustBeDurable`, the
   * intent is stored; false = send nothing.
   */
  beforeSend: (intent: Intent) => boolean | Promise<boolean>;
  /** Asked once more in the same turn as the first byte: the connection may have taken longer than the lease. */
  maySend?: () => boolean;
  /** Aborted when the process stops waiting for requests in flight. */
  signal: AbortSignal;
}

/** A request that is about to leave. */
export interface Intent {
  /** From 1, per node; the `EndedAttempt` has the same. */
  number: number;
  /** A question whether an earlier request was carried out; it changes nothing, so its intent need not be stored. */
  isLookup: boolean;
  /** False where a repetition does no harm and is what the author wants: GET and HEAD, and where the target honours the key. */
  mustBeDurable: boolean;
}

/**
 * How far a step came. Whatever the kind, `attempts` are the requests that ended meanwhile, in order: journal them
 * first, in the same entry.
 * - `done`: the node is over.
 * - `wait`: run it again no earlier than `waitMs` from now, in `lane`.
 * - `review`: a person must decide.
 * - `stopped`: the process stops, or the run is not ours any more: let the run go, unchanged but for `attempts`.
 */
export type StepResult = { attempts: readonly EndedAttempt[] } & StepVerdict;

/** A result but for its attempts. */
export type StepVerdict =
  | StepDone
  | { kind: 'wait'; waitMs: number; lane: string; cause: Cause }
  | { kind: 'review'; cause: Cause }
  | { kind: 'stopped'; cause: Cause };

/** `response` of the step, as later steps see it, is that of its last attempt. */
export interface StepDone {
  kind: 'done';
  status: 'SUCCEEDED' | 'FAILED';
  /** The exit taken: a failed API Request has `failure` when that is wired, else none. */
  port: string | null;
  /** Variables that it made; null when it made none. */
  writes: JsonObject | null;
  externalIds: { name: string; value: string }[];
  /** Why it failed; null when it did not. */
  cause: Cause | null;
}

/** One request that ended, secrets struck. */
export interface EndedAttempt {
  number: number;
  status: AttemptStatus;
  isLookup: boolean;
  /** False when it used up nothing of the retry schedule. */
  isCounted: boolean;
  cause: Cause | null;
  startedAt: Date;
  durationMs: number;
  request: AttemptRequest | null;
  response: AttemptResponse | null;
}
