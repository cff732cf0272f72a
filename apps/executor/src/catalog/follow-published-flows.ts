import type { Clock, Logger } from '@aftercall/service-runtime';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { PublishedFlows } from './published-flows.ts';

const WAIT_MS = 25_000;
/** At the start: a registry that is there answers within this; one that is away must not keep calls waiting longer. */
const FIRST_POLL_MS = 2000;
/** The registry may be away for long. What is published just after it is back is heard a second later at most. */
const PAUSES_MS = [100, 250, 500, 1000];

interface Following {
  catalog: FlowCatalog;
  feed: PublishedFlows;
  snapshot: CatalogSnapshot;
  clock: Clock;
  log: Logger;
}

/**
 * Keeps the catalog current: first from the snapshot, then from the registry for ever. What a poll brought is applied and
 * kept before the next poll names its revision, because that poll tells the registry "this executor has it", and an
 * executor that restarts without the registry must still have it.
 */
export class FollowPublishedFlows {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly parts: Following;

  constructor(parts: Following) {
    this.parts = parts;
  }

  /**
   * Reads the snapshot, asks the registry once what is newer, then follows in the background. The question comes first
   * because a snapshot may be old: without it, a call right after the start would be judged by yesterday's flows.
   * @throws Fault POSTGRES_UNAVAILABLE
   */
  async start(): Promise<void> {
    const { catalog, snapshot, log } = this.parts;
    const kept = await snapshot.read();
    if (kept !== undefined) {
      catalog.apply(kept.revision, kept.entries);
      log.info({ revision: kept.revision, entries: kept.entries.length }, 'published flows read from the snapshot');
    }
    const firstPoll = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(FIRST_POLL_MS)]);
    await this.pollOnce(0, firstPoll).catch((error: unknown) => {
      log.warn({ error }, 'the registry does not answer: starting with what is known');
    });
    this.running = this.follow();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async follow(): Promise<void> {
    const { clock, log } = this.parts;
    let failures = 0;
    while (!this.isStopping()) {
      try {
        // Until something is known there is nothing to wait for, and the intake stands still.
        await this.pollOnce(this.parts.catalog.isReady() ? WAIT_MS : 0, this.stopping.signal);
        if (failures > 0) log.info({}, 'the registry answers again');
        failures = 0;
      } catch (error) {
        if (this.isStopping()) return;
        if (failures === 0) log.warn({ error }, 'published flows cannot be read: running on what is known');
        const pauseMs = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? WAIT_MS;
        failures += 1;
        await clock.sleep(pauseMs, this.stopping.signal).catch(() => undefined);
      }
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pollOnce(waitMs: number, signal: AbortSignal): Promise<void> {
    const { catalog, feed, snapshot, log } = this.parts;
    const after = catalog.currentRevision();
    const answer = await feed.changesAfter(after, waitMs, signal);
    if (answer.revision < after) {
      const everything = await feed.changesAfter(0, 0, signal);
      await snapshot.replace(everything.entries);
      catalog.replace(everything.revision, everything.entries);
      log.warn({ before: after, now: everything.revision }, "the registry's revisions went back: read everything anew");
      return;
    }
    if (answer.entries.length > 0) await snapshot.keep(answer.entries);
    catalog.apply(answer.revision, answer.entries);
  }
}
