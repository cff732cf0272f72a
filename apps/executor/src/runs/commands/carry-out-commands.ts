import type { Clock, Logger } from '@aftercall/service-runtime';
import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import { PacedLoop } from '../paced-loop.ts';
import type { PlanCache } from '../plan-cache.ts';
import { resume } from '../resume-run.ts';
import type { Claim, Owner, RunId, RunLedger } from '../run-ledger.ts';
import type { WorkerLease } from '../worker-lease.ts';
import type { CommandLedger, OpenCommand } from './command-ledger.ts';
import { judgeCommand } from './judge-command.ts';

/** A command to a run of another executor is seen there this much later at most. */
const LOOK_EVERY_MS = 500;
const MAX_AT_ONCE = 100;
/** Whoever asked is told after this that the command is kept. */
const PATIENCE_MS = 5000;
const ASK_AGAIN_MS = 100;

/** The runs in memory, as commands see them. */
export interface CommandedRuns {
  /** `absent`: not in memory. Undefined: on its way out of it. */
  command(runId: RunId, command: RunCommand): Promise<RunCommandAnswer | undefined> | 'absent';
  /** Goes on with a run that was claimed for the command. */
  takeUp(owner: Owner, claim: Claim, command: RunCommand): Promise<RunCommandAnswer | undefined>;
}

interface Settings {
  commands: CommandLedger;
  ledger: Pick<RunLedger, 'findBody'>;
  runs: CommandedRuns;
  plans: PlanCache;
  lease: WorkerLease;
  clock: Clock;
  log: Logger;
  random: () => number;
}

/**
 * Sees to it that commands are carried out, once each: by the owner of the run; a run that nobody drives (it waits for its
 * time or for a person, or it has failed) is taken up for it by whoever sees the command first.
 */
export class CarryOutCommands {
  readonly #settings: Settings;
  readonly #loop: PacedLoop;

  constructor(settings: Settings) {
    this.#settings = settings;
    const { clock, random, log } = settings;
    const onError = (error: unknown): void => {
      log.warn({ error }, 'commands to runs could not be looked for');
    };
    this.#loop = new PacedLoop({ clock, random, onError, turn: () => this.#carryOutAll() });
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /**
   * Keeps a command and waits a while for what comes of it. Giving the same command again changes nothing more.
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  async give(workspace: string, command: RunCommand): Promise<RunCommandAnswer> {
    const { commands, clock } = this.#settings;
    if ((await commands.keep(workspace, command)) === 'no-run') {
      return { ok: false, problem: { code: 'NOT_FOUND', message: 'no such run in this workspace', path: ['runId'] } };
    }
    this.#loop.wake();
    const untilMs = clock.monotonicMs() + PATIENCE_MS;
    for (;;) {
      const answer = await commands.findAnswer(command.commandId);
      if (answer !== undefined) return answer;
      if (clock.monotonicMs() >= untilMs) return { ok: true, state: 'accepted' };
      await clock.sleep(ASK_AGAIN_MS);
    }
  }

  async #carryOutAll(): Promise<number> {
    const { commands, lease } = this.#settings;
    if (!lease.maySend()) return LOOK_EVERY_MS;
    const { owner } = lease;
    const open = await commands.findOpen(owner, MAX_AT_ONCE);
    // Commands to one run one after the other, in the order in which they were given.
    const byRun = Map.groupBy(open, ({ command }) => command.runId);
    await Promise.all([...byRun.values()].map((ofRun) => this.#carryOutInOrder(owner, ofRun)));
    return LOOK_EVERY_MS;
  }

  async #carryOutInOrder(owner: Owner, open: readonly OpenCommand[]): Promise<void> {
    for (const { command, isOwned } of open) {
      try {
        const answer = await this.#carryOut(owner, command, isOwned);
        if (answer === undefined) return;
        await this.#settings.commands.answer(command, answer);
      } catch (error) {
        this.#settings.log.warn({ error, runId: command.runId }, 'a command could not be carried out yet');
        return;
      }
    }
  }

  /** Undefined: not now. */
  async #carryOut(owner: Owner, command: RunCommand, isOwned: boolean): Promise<RunCommandAnswer | undefined> {
    const { runs, commands } = this.#settings;
    const answer = runs.command(command.runId, command);
    if (answer !== 'absent') return answer;
    // Ours but not in memory: it is on its way there or out of it.
    if (isOwned) return undefined;
    const verdict = await this.#judgeAsItStands(command);
    if (verdict !== 'go') return verdict;
    const claim = await commands.claim(owner, command.runId);
    return claim && runs.takeUp(owner, claim, command);
  }

  /** A run is not taken up for a command that cannot be carried out. */
  async #judgeAsItStands(command: RunCommand): Promise<RunCommandAnswer | 'go'> {
    const { commands, ledger, plans, clock } = this.#settings;
    const read = await commands.read(command.runId);
    if (read === undefined) {
      return { ok: false, problem: { code: 'NOT_FOUND', message: 'the run is no longer kept', path: ['runId'] } };
    }
    const { run, ended } = read;
    const now = clock.now();
    const resumption = await resume({ run, from: null }, { ledger, plans }, now);
    if (!resumption.ok) {
      const message = `the run cannot go on: ${resumption.error.message}`;
      return { ok: false, problem: { code: 'WRONG_STATE', message, path: ['runId'] } };
    }
    const verdict = judgeCommand(command, { frame: resumption.frame, state: resumption.state, ended }, now);
    if (!verdict.ok) return verdict;
    return verdict.facts.length > 0 ? 'go' : { ok: true, state: 'done' };
  }
}
