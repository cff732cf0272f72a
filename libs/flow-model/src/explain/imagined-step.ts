import type { Json, JsonObject } from '../document/json.ts';
import type { PlannedStep, StepProgress } from '../plan/plan.ts';
import type { StepOutput } from '../plan/visible-scope.ts';
import type { RenderedRequest } from '../template/exchange.ts';

/** What a target answers in a rehearsal: a complete answer, or none (a timeout, a reset, no connection). */
export type RehearsedAnswer =
  | { status: number; headers?: Readonly<Record<string, string>> | undefined; body?: Json | undefined }
  | { noAnswer: true };

/** What becomes of one node in an imagined run. */
export interface WalkedStep {
  key: string;
  name: string;
  kind: PlannedStep['kind'];
  state: 'succeeded' | 'failed' | 'skipped';
  /** The exit taken; absent for what was skipped, and for a failure that ends the run. */
  port?: string;
  /** What an API Request would send. */
  request?: RenderedRequest;
  /** Nobody said what the target answers: a success with an empty answer was assumed. */
  isAnswerAssumed?: boolean;
  /** Why it failed. */
  problem?: { code: string; message: string };
  /** The variables that it sets. */
  variables: JsonObject;
}

/** One step's part in the walk: what is told of it, and what later steps see. */
export interface StepEnd {
  told: Pick<WalkedStep, 'request' | 'isAnswerAssumed' | 'problem'>;
  progress: Extract<StepProgress, { state: 'succeeded' | 'failed' }>;
  output: StepOutput;
}
