import { HandClock } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import type { PublishedEntry, PublishedFlowsAnswer } from '@aftercall/wire-format';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { FlowCatalog } from './flow-catalog.ts';
import { FollowPublishedFlows } from './follow-published-flows.ts';
import type { PublishedFlows } from './published-flows.ts';

const agent = (revision: number, agentId: string): PublishedEntry => ({
  key: `agent/acme/${agentId}`,
  revision,
  value: { kind: 'agent', workspace: 'acme', agentId, name: agentId },
});

/** A registry that holds entries and answers polls at once, or is away. */
class HandRegistry implements PublishedFlows {
  entries: PublishedEntry[] = [];
  isAway = false;
  readonly asked: number[] = [];
  private wake: () => void = () => undefined;

  async changesAfter(after: number, waitMs: number, signal: AbortSignal): Promise<PublishedFlowsAnswer> {
    this.asked.push(after);
    if (this.isAway) throw new Error('away');
    if (waitMs > 0 && this.newest() === after) await this.somethingNew(signal);
    return { revision: this.newest(), entries: this.entries.filter(({ revision }) => revision > after) };
  }

  publish(entry: PublishedEntry): void {
    this.entries = [...this.entries.filter(({ key }) => key !== entry.key), entry];
    this.wake();
  }

  private newest(): number {
    return Math.max(0, ...this.entries.map(({ revision }) => revision));
  }

  private somethingNew(signal: AbortSignal): Promise<void> {
    return new Promise((done, failed) => {
      this.wake = done;
      signal.addEventListener('abort', () => {
        failed(new Error('stopped'));
      });
    });
  }
}

class MemorySnapshot implements CatalogSnapshot {
  kept: PublishedEntry[] = [];
  read() {
    const revision = Math.max(0, ...this.kept.map((entry) => entry.revision));
    return Promise.resolve(this.kept.length === 0 ? undefined : { revision, entries: this.kept });
  }
  keep(entries: readonly PublishedEntry[]) {
    this.kept.push(...entries);
    return Promise.resolve();
  }
  replace(entries: readonly PublishedEntry[]) {
    this.kept = [...entries];
    return Promise.resolve();
  }
}

function follow() {
  const catalog = new FlowCatalog();
  const feed = new HandRegistry();
  const snapshot = new MemorySnapshot();
  const clock = new HandClock();
  const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });
  const following = new FollowPublishedFlows({ catalog, feed, snapshot, clock, log });
  return { catalog, feed, snapshot, clock, following };
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('following what is published', () => {
  it('starts with what the registry has now, not with an old snapshot', async () => {
    const { catalog, feed, snapshot, following } = follow();
    snapshot.kept = [agent(1, 'old')];
    feed.entries = [agent(1, 'old'), agent(2, 'new')];
    await following.start();
    expect(catalog.hasAgent('acme', 'new')).toBe(true);
    await following.stop();
  });

  it('starts from the snapshot when the registry is away, and goes on when it is back', async () => {
    const { catalog, feed, snapshot, clock, following } = follow();
    snapshot.kept = [agent(1, 'old')];
    feed.isAway = true;
    await following.start();
    expect(catalog.hasAgent('acme', 'old')).toBe(true);
    feed.isAway = false;
    feed.entries = [agent(1, 'old'), agent(2, 'new')];
    await settled();
    await clock.advance(1000);
    await settled();
    expect(catalog.hasAgent('acme', 'new')).toBe(true);
    await following.stop();
  });

  it('keeps what it applied before it asks for more, which tells the registry that this executor has it', async () => {
    const { catalog, feed, snapshot, following } = follow();
    await following.start();
    expect(catalog.isReady()).toBe(true);
    feed.publish(agent(1, 'new'));
    await settled();
    expect(catalog.hasAgent('acme', 'new')).toBe(true);
    expect(snapshot.kept.map(({ revision }) => revision)).toEqual([1]);
    expect(feed.asked.at(-1)).toBe(1);
    await following.stop();
  });

  it('reads everything anew when the revisions of the registry went back', async () => {
    const { catalog, feed, snapshot, following } = follow();
    snapshot.kept = [agent(7, 'of-the-future')];
    feed.entries = [agent(2, 'restored')];
    await following.start();
    expect(catalog.hasAgent('acme', 'of-the-future')).toBe(false);
    expect(catalog.hasAgent('acme', 'restored')).toBe(true);
    expect(snapshot.kept.map(({ revision }) => revision)).toEqual([2]);
    await following.stop();
  });
});
