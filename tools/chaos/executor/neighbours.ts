import type { CallDoors } from './call-doors.ts';
import { measuredAgents } from './flows.ts';
import type { StormEvent } from './planned-calls.ts';
import { sleep } from './storm.ts';
import type { UnrulyTarget } from './unruly-target.ts';

/** From sending the event to its request at the target, in milliseconds. */
export interface Latency {
  calls: number;
  p50: number;
  p99: number;
}

/** How calls of one target fare while those of another one are answered, and while they hang. */
export interface Neighbours {
  beside: { answering: Latency; hanging: Latency };
}

interface Settings {
  doors: CallDoors;
  neighbour: UnrulyTarget;
  stuck: UnrulyTarget;
  /** In all. */
  lengthMs: number;
  signal: AbortSignal;
}

/** Code that runs for the first time is slow. */
const WARMING_MS = 2000;
const TURNS = 3;
const EVERY_MS = 25;
const AFTER_MS = 300;

/** The load is the same in both; in turns, so that what else goes on here meets both alike. */
export async function measureNeighbours(settings: Settings): Promise<Neighbours> {
  const sentAtMs = { answering: new Map<string, number>(), hanging: new Map<string, number>() };
  const turnMs = (settings.lengthMs - WARMING_MS) / TURNS / 2 - AFTER_MS;
  await sendSteadily(settings, WARMING_MS, 'warming', new Map());
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const mood of ['answering', 'hanging'] as const) {
      settings.stuck.mood = mood === 'hanging' ? 'hanging' : 'calm';
      await sendSteadily(settings, turnMs, `${mood}-${turn}`, sentAtMs[mood]);
    }
  }
  settings.stuck.mood = 'calm';
  const arrivals = new Map<string, number>();
  for (const { callId, atMs } of settings.neighbour.received) if (!arrivals.has(callId)) arrivals.set(callId, atMs);
  return {
    beside: { answering: latencyOf(sentAtMs.answering, arrivals), hanging: latencyOf(sentAtMs.hanging, arrivals) },
  };
}

async function sendSteadily(
  { doors, signal }: Settings,
  lengthMs: number,
  name: string,
  sentAtMs: Map<string, number>,
): Promise<void> {
  const began = performance.now();
  for (let nth = 0; nth * EVERY_MS < lengthMs && !signal.aborted; nth += 1) {
    await sleep(Math.max(0, began + nth * EVERY_MS - performance.now()), signal);
    const callId = `measured-${name}-${nth}`;
    doors.sendNow([anEvent(callId, measuredAgents.neighbour), anEvent(`${callId}-stuck`, measuredAgents.stuck)]);
    sentAtMs.set(callId, Date.now());
  }
  await sleep(AFTER_MS, signal);
}

function anEvent(callId: string, agentId: string): StormEvent {
  return {
    ...{ specversion: '1.0', id: `evt-${callId}-ended`, source: 'urn:aftercall:chaos', type: 'call.ended.v1' },
    time: new Date().toISOString(),
    data: { callId, agentId, outcome: 'completed' },
  } as StormEvent;
}

function latencyOf(sentAtMs: ReadonlyMap<string, number>, arrivals: ReadonlyMap<string, number>): Latency {
  const all = [...sentAtMs].flatMap(([callId, sent]) =>
    arrivals.has(callId) ? [(arrivals.get(callId) ?? 0) - sent] : [],
  );
  all.sort((a, b) => a - b);
  const at = (share: number): number => all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? Number.NaN;
  return { calls: all.length, p50: at(0.5), p99: at(0.99) };
}
