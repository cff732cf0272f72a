import { runCommandAnswer, type RunCommand, type RunCommandAnswer } from '@aftercall/wire-format';
import { fault } from '../../faults.ts';
import type { ExecutorClient } from '../../plumbing/http/executor-client.ts';
import type { RunCommander } from '../run-commander.ts';

const PATH = '/internal/run-commands';
/** An executor answers within 5 s that it keeps the command, if nothing else. */
const TIMEOUT_MS = 10_000;

/** {@link RunCommander} by HTTP to any executor. */
export class ExecutorRunCommander implements RunCommander {
  constructor(private readonly executor: ExecutorClient) {}

  async give(workspace: string, command: RunCommand): Promise<RunCommandAnswer> {
    const { status, body } = await this.executor.ask({ workspace, path: PATH, body: command, timeoutMs: TIMEOUT_MS });
    const answer = runCommandAnswer.safeParse(body);
    if (status !== 200 || !answer.success) throw fault('EXECUTOR_UNAVAILABLE', { workspace, path: PATH, status });
    return answer.data;
  }
}
