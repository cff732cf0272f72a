import { randomUUID } from 'node:crypto';
import type { ServiceTokenSigner } from '@aftercall/service-runtime';
import { runCommandAnswer, type RunCommand, type RunCommandAnswer } from '@aftercall/wire-format';
import type pg from 'pg';
import { fractionOf } from './behaviour.ts';

/** An order to a run that an executor has kept. */
export interface GivenOrder {
  runId: string;
  command: RunCommand;
  answer: RunCommandAnswer;
}

interface Settings {
  ledger: pg.Pool;
  signer: ServiceTokenSigner;
  urls: () => readonly string[];
}

const PATIENCE_MS = 20_000;
const ASK_AGAIN_MS = 250;
const ASK_TIMEOUT_MS = 8000;
const AT_ONCE = 12;

/** People who cancel runs and settle doubts, through the executors' own door for the registry. */
export class People {
  readonly orders: GivenOrder[] = [];
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Cancels the run of a call, should there be one soon. */
  async cancel(callId: string): Promise<void> {
    const runId = await this.#untilThere(() => this.#findRun(callId));
    if (runId === undefined) return;
    await this.#give({ command: 'cancel', commandId: randomUUID(), runId, by: 'chaos', reason: 'not wanted any more' });
  }

  /** Decides about every run that waits for a person now. Returns how many. */
  async resolveAll(): Promise<number> {
    const { rows } = await this.#settings.ledger.query<{ run_id: string }>(
      "select run_id from ledger.run where status = 'IN_REVIEW' order by run_id",
    );
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      await Promise.all(rows.slice(from, from + AT_ONCE).map(({ run_id }) => this.#give(decisionFor(run_id))));
    }
    return rows.length;
  }

  async #findRun(callId: string): Promise<string | undefined> {
    const { rows } = await this.#settings.ledger.query<{ run_id: string }>(
      'select run_id from ledger.run where workspace = $1 and call_id = $2',
      ['default', callId],
    );
    return rows[0]?.run_id;
  }

  /** The same order again and again, until somebody has kept it. */
  async #give(command: RunCommand): Promise<void> {
    const answer = await this.#untilThere(() => this.#ask(command));
    if (answer !== undefined) this.orders.push({ runId: command.runId, command, answer });
  }

  async #ask(command: RunCommand): Promise<RunCommandAnswer | undefined> {
    const { signer, urls } = this.#settings;
    const all = urls();
    const url = all[Math.floor(Math.random() * all.length)];
    if (url === undefined) return undefined;
    const token = await signer.sign({ audience: 'executor', workspace: 'default' });
    const answer = await fetch(`${url}/internal/run-commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    const body: unknown = await answer.json();
    return answer.status === 200 ? runCommandAnswer.parse(body) : undefined;
  }

  async #untilThere<Value>(look: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const endMs = performance.now() + PATIENCE_MS;
    while (performance.now() < endMs) {
      const value = await look().catch(() => undefined);
      if (value !== undefined) return value;
      await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
    }
    return undefined;
  }
}

function decisionFor(runId: string): RunCommand {
  const common = { command: 'resolveInDoubt', commandId: randomUUID(), runId, by: 'chaos' } as const;
  const share = fractionOf(runId);
  if (share < 0.5) return { ...common, resolution: 'repeat' };
  if (share < 0.75) return { ...common, resolution: 'giveUp' };
  return { ...common, resolution: 'done', answer: { status: 201, headers: [], body: { id: 'T-told' } } };
}
