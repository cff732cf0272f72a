import type { Clock } from '@aftercall/service-runtime';

export const topics = ['published', 'executor-seen', 'credential-ended'] as const;
export type Topic = (typeof topics)[number];

/**
 * Wakes whoever waits for something to happen, in whatever replica of the registry it happened. To miss nothing: take the
 * `count`, look, and if there was nothing wait for a count that differs.
 */
export class NoticeBoard {
  private readonly counts: Record<Topic, number> = { published: 0, 'executor-seen': 0, 'credential-ended': 0 };
  private readonly waiting = new Map<Topic, Set<() => void>>();
  private isClosed = false;

  constructor(private readonly clock: Clock) {}

  count(topic: Topic): number {
    return this.counts[topic];
  }

  post(topic: Topic): void {
    this.counts[topic] += 1;
    for (const wake of this.waiting.get(topic) ?? []) wake();
  }

  /** Ends every wait, now and later: the process is stopping. */
  close(): void {
    this.isClosed = true;
    for (const topic of topics) this.post(topic);
  }

  get isStopping(): boolean {
    return this.isClosed;
  }

  /** Resolves when the topic's count is no longer `seenCount`, after `forMs`, or when the signal fires. */
  async changed(topic: Topic, seenCount: number, wait: { forMs: number; signal?: AbortSignal }): Promise<void> {
    if (this.counts[topic] !== seenCount || this.isClosed || wait.signal?.aborted === true) return;
    const over = new AbortController();
    const wake = (): void => {
      over.abort();
    };
    const waiting = this.waiting.get(topic) ?? new Set();
    this.waiting.set(topic, waiting.add(wake));
    wait.signal?.addEventListener('abort', wake, { once: true });
    try {
      await this.clock.sleep(wait.forMs, over.signal).catch(() => undefined);
    } finally {
      waiting.delete(wake);
      wait.signal?.removeEventListener('abort', wake);
    }
  }
}
