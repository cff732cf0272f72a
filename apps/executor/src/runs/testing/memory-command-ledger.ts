import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import type { CommandLedger, OpenCommand } from '../commands/command-ledger.ts';
import type { CommandedRun } from '../commands/verdict.ts';
import type { Claim, Owner, RunId, StoredRun } from '../run-ledger.ts';
import type { MemoryRun, MemoryRunLedger } from './memory-run-ledger.ts';

/** Commands beside the runs of a {@link MemoryRunLedger}. */
export class MemoryCommandLedger implements CommandLedger {
  readonly #ledger: MemoryRunLedger;
  readonly #kept = new Map<string, { command: RunCommand; answer: RunCommandAnswer | undefined }>();

  constructor(ledger: MemoryRunLedger) {
    this.#ledger = ledger;
  }

  async keep(workspace: string, command: RunCommand): Promise<'kept' | 'no-run'> {
    await Promise.resolve();
    if (this.#ledger.runs.get(command.runId)?.stored.identity.workspace !== workspace) return 'no-run';
    if (!this.#kept.has(command.commandId)) this.#kept.set(command.commandId, { command, answer: undefined });
    return 'kept';
  }

  async findAnswer(commandId: string): Promise<RunCommandAnswer | undefined> {
    await Promise.resolve();
    return this.#kept.get(commandId)?.answer;
  }

  async findOpen(owner: Owner, limit: number): Promise<OpenCommand[]> {
    await Promise.resolve();
    const open = [...this.#kept.values()].filter(({ answer }) => answer === undefined);
    const near = open.flatMap(({ command }) => {
      const run = this.#ledger.run(command.runId);
      const isOwned = run.owner?.workerId === owner.workerId && run.owner.epoch === owner.epoch;
      return isOwned || run.owner === undefined ? [{ command, isOwned }] : [];
    });
    return near.slice(0, limit);
  }

  async read(runId: RunId): Promise<{ run: StoredRun; ended: CommandedRun['ended'] } | undefined> {
    await Promise.resolve();
    const run = this.#ledger.runs.get(runId);
    return run && { run: storedOf(run), ended: run.end?.status };
  }

  async claim(owner: Owner, runId: RunId): Promise<Claim | undefined> {
    await Promise.resolve();
    const run = this.#ledger.run(runId);
    const isClaimable = run.owner === undefined && (run.end === undefined || run.end.status === 'FAILED');
    if (!isClaimable || !this.#ledger.isLive(owner)) return undefined;
    this.#ledger.own(run, owner);
    run.end = undefined;
    return { run: storedOf(run), from: null };
  }

  async answer({ commandId }: RunCommand, answer: RunCommandAnswer): Promise<void> {
    await Promise.resolve();
    const kept = this.#kept.get(commandId);
    if (kept !== undefined) kept.answer ??= answer;
  }
}

function storedOf({ stored, entries }: MemoryRun): StoredRun {
  return { ...stored, journal: entries.map(({ seq, facts }) => ({ seq, facts })) };
}
