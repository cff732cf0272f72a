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

/** How calls of one target fare alone, while as many of another one are answered, and while these hang. */
export type Neighbours = Readonly<Record<Mood, Latency>>;

const moods = ['alone', 'answering', 'hanging'] as const;
type Mood = (typeof moods)[number];

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
  const { doors, signal, neighbour, stuck, lengthMs } = settings;
  const sentAtMs: Record<Mood, Map<string, number>> = { alone: new Map(), answering: new Map(), hanging: new Map() };
  const turnMs = (lengthMs - WARMING_MS) / TURNS / moods.length - AFTER_MS;
  const send = { doors, signal };
  await sendSteadily({ ...send, forMs: WARMING_MS, name: 'warming', isAlone: false }, new Map());
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const mood of moods) {
      stuck.mood = mood === 'hanging' ? 'hanging' : 'calm';
      const name = `${mood}-${turn}`;
      await sendSteadily({ ...send, forMs: turnMs, name, isAlone: mood === 'alone' }, sentAtMs[mood]);
    }
  }
  stuck.mood = 'calm';
  const arrivals = new Map<string, number>();
  for (const { callId, atMs } of neighbour.received) if (!arrivals.has(callId)) arrivals.set(callId, atMs);
  const latency = (mood: Mood): Latency => latencyOf(sentAtMs[mood], arrivals);
  return { alone: latency('alone'), answering: latency('answering'), hanging: latency('hanging') };
}

interface Sending extends Pick<Settings, 'doors' | 'signal'> {
  forMs: number;
  name: string;
  isAlone: boolean;
}

async function sendSteadily(
  { doors, signal, forMs, name, isAlone }: Sending,
  sentAtMs: Map<string, number>,
): Promise<void> {
  const began = performance.now();
  for (let nth = 0; nth * EVERY_MS < forMs && !signal.aborted; nth += 1) {
    await sleep(Math.max(0, began + nth * EVERY_MS - performance.now()), signal);
    const callId = `measured-${name}-${nth}`;
    const beside = isAlone ? [] : [anEvent(`${callId}-stuck`, measuredAgents.stuck)];
    doors.sendNow([anEvent(callId, measuredAgents.neighbour), ...beside]);
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
