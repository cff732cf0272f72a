import { seeded } from '../stage/seeded.ts';

/** `nth`: which of the executors that are there, from 0 up to 1. */
export type Fault =
  | { what: 'kill an executor' | 'replace an executor in order'; nth: number }
  | { what: 'stop an executor past its lease'; nth: number; forMs: number }
  | { what: 'let the target hang'; forMs: number }
  | { what: 'kill PostgreSQL' | 'restart PostgreSQL' | 'kill the broker' | 'restart the broker' | 'kill the vault' };

export interface PlannedFault {
  /** From the storm's beginning. */
  atMs: number;
  fault: Fault;
}

export interface StormShape {
  seed: number;
  lengthMs: number;
  /** How long it takes until others take over. */
  pastLeaseMs: number;
}

type What = Fault['what'];

/** So each storm, however short, has what it cannot prove anything without. */
const FIRST: readonly What[] = [
  'stop an executor past its lease',
  'kill an executor',
  'kill PostgreSQL',
  'stop an executor past its lease',
];
const ROUND: readonly What[] = [
  ...Array.from({ length: 5 }, (): What => 'kill an executor'),
  ...Array.from({ length: 3 }, (): What => 'stop an executor past its lease'),
  ...(['kill PostgreSQL', 'restart PostgreSQL', 'kill the broker', 'restart the broker', 'kill the vault'] as const),
  ...(['let the target hang', 'replace an executor in order'] as const),
];
const SHORTEST_GAP_MS = 2000;
const LONGEST_GAP_MS = 4500;
/** What is over by then has had its effect within the storm. */
const LAST_WORDS_MS = 3000;

/** What is done and when: every few seconds something. The same seed always gives the same storm. */
export function planStorm({ seed, lengthMs, pastLeaseMs }: StormShape): PlannedFault[] {
  const random = seeded(seed);
  const plan: PlannedFault[] = [];
  let round: What[] = [...FIRST];
  for (let atMs = SHORTEST_GAP_MS / 2; atMs <= lengthMs - LAST_WORDS_MS; atMs += gapMs(random)) {
    if (round.length === 0) round = shuffled(ROUND, random);
    const what = round.shift() ?? 'kill an executor';
    plan.push({ atMs: Math.round(atMs), fault: faultOf(what, random, pastLeaseMs) });
  }
  return plan;
}

function gapMs(random: () => number): number {
  return SHORTEST_GAP_MS + random() * (LONGEST_GAP_MS - SHORTEST_GAP_MS);
}

function faultOf(what: What, random: () => number, pastLeaseMs: number): Fault {
  switch (what) {
    case 'kill an executor':
    case 'replace an executor in order':
      return { what, nth: random() };
    case 'stop an executor past its lease':
      return { what, nth: random(), forMs: Math.round(pastLeaseMs + random() * 3000) };
    case 'let the target hang':
      return { what, forMs: Math.round(3000 + random() * 5000) };
    default:
      return { what };
  }
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
