import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';

/** Where commands to runs go: the executors. */
export interface RunCommander {
  /** Gives the same answer to the same `commandId`. @throws Fault EXECUTOR_UNAVAILABLE */
  give(workspace: string, command: RunCommand): Promise<RunCommandAnswer>;
}
