import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** What this file relies on in kafkajs 2.2.4; a test compares it with what is installed. */
interface Queue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the object that it is called on
const original = RequestQueue.prototype.scheduleCheckPendingRequests;

/**
 * kafkajs schedules a look at its pending requests after every answer, also when there are none, by a timer whose delay is
 * negative: Node makes it one millisecond and warns, and each connection then wakes the process a thousand times a second.
 * With nothing pending and no throttling there is nothing to look at.
 */
export function keepTimersQuiet(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleWhenNeeded(this: Queue): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) original.call(this);
  };
}
