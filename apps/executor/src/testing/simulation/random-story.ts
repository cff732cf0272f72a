import type { Fate, Harm } from './await-points.ts';
import type { Story } from './play.ts';
import { NODES } from './reference-flow.ts';
import { SeededRandom } from './seeded-random.ts';
import type { Reaction } from './simulated-target.ts';

const REACTIONS: readonly Reaction[] = [
  ...(['done', 'refused', 'told-to-wait', 'no-connection', 'unheard'] as const),
  ...(['done-unanswered', 'done-cut-short', 'done-too-late'] as const),
];
/** So that a story comes to its end. */
const MOST_HARMS = 8;

/** A story and its fate out of nothing but a seed. */
export function storyOf(seed: number): { story: Story; fate: Fate } {
  const random = new SeededRandom(seed);
  const calls = Array.from({ length: random.whole(1, 3) }, (_, index) => ({
    callId: `c-${index + 1}`,
    atMs: random.whole(50, 3000),
  }));
  const records = random.chance(0.5) ? undefined : recordsOf(random);
  const reactions = new Map<string, Reaction[]>();
  for (const { callId } of [...calls, ...(records ?? [])]) {
    for (const node of NODES) {
      const count = Math.max(0, random.whole(-2, 3));
      reactions.set(
        `${callId} ${node}`,
        Array.from({ length: count }, () => random.pick(REACTIONS)),
      );
    }
  }
  const slowShare = random.pick([0, 0.02, 0.1]);
  const story: Story = {
    name: `seed ${seed}`,
    seed,
    calls,
    reactionsOf: (callId, node) => reactions.get(`${callId} ${node}`) ?? [],
    latencyMs: (chance) => (chance.chance(slowShare) ? chance.between(20, 700) : chance.between(0.5, 5)),
    skewMs: random.whole(-500, 500),
    ...(records === undefined ? {} : { records }),
    ...(random.chance(0.3) ? { drainsAtMs: random.whole(100, 4000) } : {}),
  };
  return { story, fate: fateFrom(random.fork()) };
}

/** Some of them again, some of them no events at all. */
function recordsOf(random: SeededRandom): NonNullable<Story['records']> {
  return Array.from({ length: random.whole(1, 6) }, () => ({
    callId: random.pick(['k-1', 'k-2', 'k-3', 'garbage']),
    atMs: random.whole(20, 2500),
    partition: random.whole(0, 1),
  }));
}

/** Now and then something goes wrong. */
function fateFrom(random: SeededRandom): Fate {
  const share = random.pick([0.003, 0.01, 0.03]);
  let left = random.whole(0, MOST_HARMS);
  return ({ harms }): Harm | undefined => {
    if (left === 0 || harms.length === 0 || !random.chance(share)) return undefined;
    left -= 1;
    return random.pick(harms);
  };
}
