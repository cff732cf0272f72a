import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchEvent, Door } from './doors.ts';
import { referenceEvent } from './reference-flow.ts';
import type { Stage } from './stage.ts';

const EVENTS_PER_REQUEST = 20;
const SENDERS = 4;
/** Requests of one run of the reference flow. */
export const REQUESTS_PER_RUN = 3;

/** Numbers the bench's calls: none is announced twice. */
let next = 0;

export function takeEvents(count: number): BenchEvent[] {
  return Array.from({ length: count }, () => referenceEvent(next++));
}

/** Sends so many events, never with more runs open than `maxOpen`: Infinity = as fast as the door takes them. */
export async function feed(stage: Stage, door: Door, count: number, maxOpen: number): Promise<void> {
  const answeredBefore = Number(await stage.target('count'));
  let sent = 0;
  const isFull = async () => {
    const answered = Number(await stage.target('count')) - answeredBefore;
    return sent + EVENTS_PER_REQUEST - answered / REQUESTS_PER_RUN > maxOpen;
  };
  const sender = async () => {
    for (;;) {
      while (maxOpen < count && (await isFull())) await sleep(2);
      const size = Math.min(EVENTS_PER_REQUEST, count - sent);
      if (size === 0) return;
      sent += size;
      await door.send(takeEvents(size));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}
