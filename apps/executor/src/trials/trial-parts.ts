import type { PastCalls } from './past-calls.ts';
import type { TrialDeliveryParts } from './send-trial.ts';

/** What trials need of the executor. */
export interface TrialParts {
  delivery: TrialDeliveryParts;
  past: PastCalls;
  /** Constants of a workspace, read as `env.*`. */
  constantsOf: (workspace: string) => Record<string, string>;
  newId: () => string;
}
