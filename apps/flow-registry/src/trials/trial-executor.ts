import type {
  ReplayPreviewAnswer,
  ReplayPreviewQuestion,
  TestRequestAnswer,
  TestRequestQuestion,
  TestRunAnswer,
  TestRunQuestion,
} from '@aftercall/wire-format';

/** For whom something is tried, and how to stop it. */
export interface TrialCaller {
  workspace: string;
  /** Aborted when nobody waits for the answer any more. */
  hungUp: AbortSignal;
}

/**
 * An executor, as far as authors try things on it: it has the network, the vault and the ledger.
 * @throws Fault EXECUTOR_UNAVAILABLE
 */
export interface TrialExecutor {
  /** Sends one request once. */
  send(caller: TrialCaller, question: TestRequestQuestion): Promise<TestRequestAnswer>;
  /** Runs a flow that no ledger knows of. */
  run(caller: TrialCaller, question: TestRunQuestion): Promise<TestRunAnswer>;
  /** Compares a draft with what is live over past calls; sends nothing. */
  preview(caller: TrialCaller, question: ReplayPreviewQuestion): Promise<ReplayPreviewAnswer>;
}
