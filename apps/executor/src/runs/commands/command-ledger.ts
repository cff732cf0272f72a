import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import type { Claim, Owner, RunId, StoredRun } from '../run-ledger.ts';
import type { CommandedRun } from './verdict.ts';

/** A command that was not carried out yet, to a run that this process or nobody owns. */
export interface OpenCommand {
  command: RunCommand;
  isOwned: boolean;
}

/**
 * Commands to runs, kept until they are carried out: by whoever drives the run, or takes it up for the purpose.
 * @throws Fault POSTGRES_UNAVAILABLE from every call; calling again is safe.
 */
export interface CommandLedger {
  /** Keeps a command, once. `no-run`: this workspace has no such run. */
  keep(workspace: string, command: RunCommand): Promise<'kept' | 'no-run'>;
  /** Undefined while it is open. */
  findAnswer(commandId: string): Promise<RunCommandAnswer | undefined>;
  /** Oldest first. */
  findOpen(owner: Owner, limit: number): Promise<OpenCommand[]>;
  /** A run as it stands, whoever owns it. */
  read(runId: RunId): Promise<{ run: StoredRun; ended: CommandedRun['ended'] } | undefined>;
  /** Makes a run `owner`'s that is nobody's: open, or FAILED, which is then open again. Nothing under a lease that is over. */
  claim(owner: Owner, runId: RunId): Promise<Claim | undefined>;
  /** Closes a command with its answer; the first one counts. */
  answer(command: RunCommand, answer: RunCommandAnswer): Promise<void>;
}
