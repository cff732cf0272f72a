import { createRequire } from 'node:module';

/** What this file relies on in kafkajs 2.2.4. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}
interface RequestQueueClass {
  readonly prototype: Record<'scheduleCheckPendingRequests', (this: RequestQueue) => void>;
}

let areQuiet = false;

/**
 * kafkajs sets a timer with a negative delay after every answer, also when there is nothing to wait for: Node warns, and
 * each connection wakes the process a thousand times a second.
 */
export function keepTimersQuiet(): void {
  if (areQuiet) return;
  areQuiet = true;
  const load = createRequire(import.meta.url);
  const { prototype } = load('kafkajs/src/network/requestQueue/index.js') as RequestQueueClass;
  const original = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) original.call(this);
  };
}
