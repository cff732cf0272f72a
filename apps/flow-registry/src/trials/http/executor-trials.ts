import {
  replayPreviewAnswer,
  testRequestAnswer,
  testRunAnswer,
  type ReplayPreviewAnswer,
  type ReplayPreviewQuestion,
  type TestRequestAnswer,
  type TestRequestQuestion,
  type TestRunAnswer,
  type TestRunQuestion,
} from '@aftercall/wire-format';
import { fault } from '../../faults.ts';
import type { ExecutorClient } from '../../plumbing/http/executor-client.ts';
import type { TrialCaller, TrialExecutor } from '../trial-executor.ts';

/** Besides the node's own time, which the executor keeps: a request may take as long as its author allowed. */
const SEND_TIMEOUT_MS = 10 * 60_000;
/** The executor ends a test run after 60 s and then answers. */
const RUN_TIMEOUT_MS = 75_000;
/** 100 calls with long transcripts take about a second. */
const PREVIEW_TIMEOUT_MS = 30_000;

/** {@link TrialExecutor} over the executor's `/internal` routes. */
export class ExecutorTrials implements TrialExecutor {
  constructor(private readonly executor: ExecutorClient) {}

  send(caller: TrialCaller, question: TestRequestQuestion): Promise<TestRequestAnswer> {
    return this.ask(caller, { path: '/internal/test-requests', question, timeoutMs: SEND_TIMEOUT_MS }, (body) =>
      testRequestAnswer.parse(body),
    );
  }

  run(caller: TrialCaller, question: TestRunQuestion): Promise<TestRunAnswer> {
    return this.ask(caller, { path: '/internal/test-runs', question, timeoutMs: RUN_TIMEOUT_MS }, (body) =>
      testRunAnswer.parse(body),
    );
  }

  preview(caller: TrialCaller, question: ReplayPreviewQuestion): Promise<ReplayPreviewAnswer> {
    return this.ask(caller, { path: '/internal/previews', question, timeoutMs: PREVIEW_TIMEOUT_MS }, (body) =>
      replayPreviewAnswer.parse(body),
    );
  }

  private async ask<Answer>(
    { workspace, hungUp }: TrialCaller,
    { path, question, timeoutMs }: { path: string; question: unknown; timeoutMs: number },
    read: (body: unknown) => Answer,
  ): Promise<Answer> {
    const { status, body } = await this.executor.ask({ workspace, path, body: question, timeoutMs, signal: hungUp });
    if (status !== 200) throw fault('EXECUTOR_UNAVAILABLE', { workspace, path, status });
    try {
      return read(body);
    } catch {
      // Another version of the executor; what it said may hold anything and is not repeated.
      throw fault('EXECUTOR_UNAVAILABLE', { workspace, path, shape: 'unknown' });
    }
  }
}
