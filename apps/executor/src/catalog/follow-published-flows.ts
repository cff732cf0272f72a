import type { Clock, Logger } from '@aftercall/service-runtime';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import type { FlowCatalog } from './flow-catalog.ts';
import type { PublishedFlows } from './published-flows.ts';

const WAIT_MS = 25_000;
/** The registry may be away for long: soon enough when it is back, rarely enough not to flood it. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];

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

  /** Reads the snapshot, then follows in the background. @throws Fault POSTGRES_UNAVAILABLE */
  async start(): Promise<void> {
    const { catalog, snapshot, log } = this.parts;
    const kept = await snapshot.read();
    if (kept !== undefined) {
      catalog.apply(kept.revision, kept.entries);
      log.info({ revision: kept.revision, entries: kept.entries.length }, 'published flows read from the snapshot');
    }
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
        await this.pollOnce();
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

  private async pollOnce(): Promise<void> {
    const { catalog, feed, snapshot, log } = this.parts;
    const after = catalog.currentRevision();
    // Until something is known there is nothing to wait for, and the intake stands still.
    const answer = await feed.changesAfter(after, catalog.isReady() ? WAIT_MS : 0, this.stopping.signal);
    if (answer.revision < after) {
      const everything = await feed.changesAfter(0, 0, this.stopping.signal);
      await snapshot.replace(everything.entries);
      catalog.replace(everything.revision, everything.entries);
      log.warn({ before: after, now: everything.revision }, "the registry's revisions went back: read everything anew");
      return;
    }
    if (answer.entries.length > 0) await snapshot.keep(answer.entries);
    catalog.apply(answer.revision, answer.entries);
  }
}
