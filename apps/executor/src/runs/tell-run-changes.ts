import { writeRunNotices } from '@aftercall/wire-format';
import type { Clock } from '@aftercall/service-runtime';
import type { RunChanges } from './run-changes.ts';

/** People who watch see it soon enough, and a run's steps of the same moment are told once. */
const EVERY_MS = 250;
/** With more than that at once nobody reads single runs any more: watchers are told to read their list again. */
const MAX_RUNS = 1000;

/** Sends notices to everybody who listens. */
export type SendNotices = (notices: readonly string[]) => Promise<void>;

/**
 * {@link RunChanges} by notices, at most one batch every 250 ms and one at a time. What could not be sent is told, once the
 * database answers again, as "something of this workspace has changed".
 */
export class TellRunChanges implements RunChanges {
  /** By workspace; null = too many, or some were not told. */
  #changed = new Map<string, Set<string> | null>();
  #telling: Promise<void> | undefined;
  readonly #stopping = new AbortController();

  readonly #send: SendNotices;
  readonly #clock: Clock;

  constructor(send: SendNotices, clock: Clock) {
    this.#send = send;
    this.#clock = clock;
  }

  note(workspace: string, runId: string): void {
    const known = this.#changed.get(workspace);
    if (known === undefined) this.#changed.set(workspace, new Set([runId]));
    else if (known !== null && known.size < MAX_RUNS) known.add(runId);
    else if (known !== null && !known.has(runId)) this.#changed.set(workspace, null);
    this.#telling ??= this.#tell();
  }

  /** Tells what is left, once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#telling;
  }

  async #tell(): Promise<void> {
    do {
      await this.#clock.sleep(EVERY_MS, this.#stopping.signal).catch(() => undefined);
      await this.#sendAll();
    } while (this.#changed.size > 0 && !this.#stopping.signal.aborted);
    this.#telling = undefined;
  }

  async #sendAll(): Promise<void> {
    const changed = this.#changed;
    this.#changed = new Map();
    const notices = [...changed].flatMap(([workspace, runIds]) => writeRunNotices(workspace, runIds && [...runIds]));
    try {
      await this.#send(notices);
    } catch {
      for (const workspace of changed.keys()) this.#changed.set(workspace, null);
    }
  }
}
