import type { Harm } from './await-points.ts';
import type { Story } from './play.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Reaction } from './simulated-target.ts';

/** A harm that a story begins with: the first time that this happens to this process. */
export interface Blow {
  who: string;
  what: string;
  /** 1 = the first time. */
  nth: number;
  harm: Harm;
}

/** A story whose await points are harmed one by one. */
export type Scene = Story & { blows: readonly Blow[] };

const quick = (random: SeededRandom): number => random.between(1, 4);
const one = [{ callId: 'c-1', atMs: 100 }];
const allIsWell = (): readonly Reaction[] => [];

const troubled: Readonly<Record<string, readonly Reaction[]>> = {
  ticket: ['refused', 'done-unanswered', 'told-to-wait'],
  crm: ['done-cut-short'],
  bill: ['no-connection', 'unheard'],
  store: ['done-too-late', 'refused'],
};

/** What is played with each await point harmed in each way: see {@link playEach}. */
export const SCENES: readonly Scene[] = [
  { name: 'calm', seed: 1, calls: one, reactionsOf: allIsWell, latencyMs: quick, blows: [] },
  {
    ...{ name: 'a target in trouble', seed: 2, calls: one, latencyMs: quick, blows: [] },
    reactionsOf: (_callId, node) => troubled[node] ?? [],
  },
  {
    ...{ name: 'another goes on after a death', seed: 3, calls: one, reactionsOf: allIsWell, latencyMs: quick },
    blows: [{ who: 'A', what: 'target.send', nth: 2, harm: 'dies-after' }],
  },
  {
    ...{ name: 'one comes back that was given up', seed: 4, calls: one, reactionsOf: allIsWell, latencyMs: quick },
    blows: [{ who: 'A', what: 'target.send', nth: 1, harm: 'stops-before' }],
  },
  {
    ...{ name: 'one is told to stop', seed: 5, calls: one, latencyMs: quick, blows: [], drainsAtMs: 150, skewMs: 400 },
    reactionsOf: (_callId, node) => (node === 'crm' ? ['done-too-late'] : []),
  },
  {
    ...{ name: 'calls come by Kafka', seed: 6, calls: [], reactionsOf: allIsWell, latencyMs: quick, blows: [] },
    records: [
      { callId: 'c-1', atMs: 50, partition: 0 },
      { callId: 'garbage', atMs: 50, partition: 0 },
      { callId: 'c-1', atMs: 50, partition: 0 },
      { callId: 'c-2', atMs: 60, partition: 1 },
      { callId: 'c-3', atMs: 400, partition: 0 },
    ],
  },
];
