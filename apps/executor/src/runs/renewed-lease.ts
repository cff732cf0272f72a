import type { Clock, Logger } from '@aftercall/service-runtime';
import type { LeaseTable } from './lease-table.ts';
import { PacedLoop } from './paced-loop.ts';
import type { Owner } from './run-ledger.ts';
import type { WorkerLease } from './worker-lease.ts';

/** Renewed five times in its life, and over for us that much earlier than for the others: with 15 s, 3 s each. */
const PARTS = 5;
const LONGEST_BACK_OFF_MS = 1000;

interface Settings {
  table: LeaseTable;
  workerId: string;
  leaseMs: number;
  clock: Clock;
  log: Logger;
  random: () => number;
}

/** {@link WorkerLease} that keeps renewing itself. */
export class RenewedLease implements WorkerLease {
  readonly #settings: Settings;
  readonly #renewals: PacedLoop;
  readonly #listeners: (() => void)[] = [];
  #owner: Owner;
  #maySendUntilMs = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#owner = { workerId: settings.workerId, epoch: 0 };
    const { clock, random, log } = settings;
    this.#renewals = new PacedLoop({
      clock,
      random,
      longestBackOffMs: LONGEST_BACK_OFF_MS,
      turn: () => this.#renew(),
      onError: (error) => {
        log.warn({ error }, 'the lease could not be renewed');
      },
    });
  }

  get owner(): Owner {
    return this.#owner;
  }

  async start(): Promise<void> {
    this.#prolong(await this.#begin());
    this.#renewals.start();
  }

  maySend(): boolean {
    return this.#settings.clock.monotonicMs() < this.#maySendUntilMs;
  }

  onLost(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async stop(): Promise<void> {
    await this.#renewals.stop();
    this.#maySendUntilMs = 0;
    try {
      await this.#settings.table.giveUp(this.#owner);
    } catch (error) {
      this.#settings.log.warn({ error }, 'the lease could not be given up; it runs out by itself');
    }
  }

  /** Resolves to when it was asked for. */
  async #begin(): Promise<number> {
    const { table, workerId, leaseMs, clock } = this.#settings;
    const askedAtMs = clock.monotonicMs();
    this.#owner = await table.begin(workerId, leaseMs);
    return askedAtMs;
  }

  async #renew(): Promise<number> {
    const { table, leaseMs, clock, log } = this.#settings;
    const askedAtMs = clock.monotonicMs();
    if (await table.renew(this.#owner, leaseMs)) {
      this.#prolong(askedAtMs);
    } else {
      this.#maySendUntilMs = 0;
      const begunAtMs = await this.#begin();
      log.warn({ epoch: this.#owner.epoch }, 'the lease had run out: the runs in memory are dropped');
      for (const listener of this.#listeners) listener();
      // Only now: a run of the old epoch that asks in between must not send by the right of the new one.
      this.#prolong(begunAtMs);
    }
    return leaseMs / PARTS;
  }

  /** Counted from before the question: the database cannot have begun to count earlier. */
  #prolong(askedAtMs: number): void {
    const { leaseMs } = this.#settings;
    this.#maySendUntilMs = askedAtMs + leaseMs - leaseMs / PARTS;
  }
}
