import { setTimeout as sleep } from 'node:timers/promises';
import type { Door } from './doors.ts';
import { takeEvents } from './feed.ts';
import type { Stage } from './stage.ts';

const EVENTS_PER_SECOND = 10;
/** Not counted: the first ones wake everything up. */
const WARM_UP = 30;

export interface Latency {
  p50: number;
  p99: number;
}

/** From handing an event to the door to the arrival of its run's last request at the target, at 10 events a second. */
export async function measureLatency(stage: Stage, door: Door, seconds: number): Promise<Latency> {
  await stage.target('watch');
  const events = takeEvents(WARM_UP + seconds * EVENTS_PER_SECOND);
  const sentMs = new Map<string, number>();
  const began = performance.now();
  const sending = events.map(async (event, index) => {
    await sleep(Math.max(0, began + (index * 1000) / EVENTS_PER_SECOND - performance.now()));
    sentMs.set(callOf(event), performance.timeOrigin + performance.now());
    await door.send([event]);
  });
  await Promise.all(sending);
  await stage.probe.untilEnded();
  const arrivedMs = JSON.parse(await stage.target('watched')) as Record<string, number>;
  const took = events
    .slice(WARM_UP)
    .map((event) => (arrivedMs[callOf(event)] ?? Number.NaN) - (sentMs.get(callOf(event)) ?? 0))
    .sort((a, b) => a - b);
  const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function callOf(event: Record<string, unknown>): string {
  return (event['data'] as { callId: string }).callId;
}
