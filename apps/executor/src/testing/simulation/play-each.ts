import type { AwaitPoint, Fate, Harm } from './await-points.ts';
import { play, type Played, type Staging } from './play.ts';
import type { Mutant } from './simulated-world.ts';
import type { Blow, Scene } from './stories.ts';

/** A play in which something was that must not be. */
export interface Failure {
  /** How to have it again. */
  name: string;
  played: Played;
}

/** One await point of a scene, harmed in one way. */
export interface Case {
  scene: Scene;
  point: AwaitPoint;
  harm: Harm;
}

function commandFor({ scene, point, harm }: Case): string {
  return `npm run simulate -- --scene "${scene.name}" --point ${point.number} --harm ${harm}`;
}

/** Plays a scene as it is. Its await points are those that are to be harmed. */
export function playScene(scene: Scene, staging: Omit<Staging, 'fate'> = {}): Promise<Played> {
  return play(scene, { ...staging, fate: fateOf(scene.blows) });
}

/**
 * Every await point that a scene reaches after its own blows, in every way in which it can be harmed. Nothing is named here:
 * what the code waits for is what is harmed.
 */
export function casesOf(scene: Scene, { points }: Played): Case[] {
  const last = points.findLast(({ harm }) => harm !== undefined)?.number ?? 0;
  return points
    .filter(({ number }) => number > last)
    .flatMap((point) => point.harms.map((harm) => ({ scene, point, harm })));
}

/** Plays a scene with one point harmed. @throws Error when the play did not come by that point: then nothing was shown */
export async function playCase({ scene, point, harm }: Case, staging: Omit<Staging, 'fate'> = {}): Promise<Played> {
  const own = fateOf(scene.blows);
  const fate: Fate = (at) => own(at) ?? (at.number === point.number ? harm : undefined);
  const played = await play(scene, { ...staging, fate });
  const reached = played.points[point.number - 1];
  if (reached?.what !== point.what || reached.who !== point.who || reached.harm !== harm) {
    throw new Error(`${nameOf({ scene, point, harm })}: the play came by ${reached?.what ?? 'nothing'} there`);
  }
  return played;
}

export function nameOf({ scene, point, harm }: Case): string {
  return `${scene.name}: ${point.who} ${harm} ${point.what} (point ${point.number})`;
}

/**
 * Plays cases up to the first that fails, and that one again to write down its history.
 *
 * @param says - what must be among the wrongs for a play to count as failed
 */
export async function findFailure(
  cases: readonly Case[],
  mutant: Mutant = {},
  says = '',
  onPlayed: (played: Played) => void = () => undefined,
): Promise<Failure | undefined> {
  for (const one of cases) {
    const played = await playCase(one, { mutant });
    onPlayed(played);
    if (!played.wrongs.some((wrong) => wrong.includes(says))) continue;
    return {
      name: `${nameOf(one)}\n  again: ${commandFor(one)}`,
      played: await playCase(one, { mutant, isHistoryWritten: true }),
    };
  }
  return undefined;
}

function fateOf(blows: readonly Blow[]): Fate {
  const seen = blows.map(() => 0);
  return ({ who, what }) => {
    for (const [index, blow] of blows.entries()) {
      if (blow.who !== who || blow.what !== what) continue;
      seen[index] = (seen[index] ?? 0) + 1;
      if (seen[index] === blow.nth) return blow.harm;
    }
    return undefined;
  };
}

/** For a person: what was wrong, and everything that led to it. */
export function describePlay({ name, played }: Failure): string {
  return [
    `${played.wrongs.length === 0 ? '✓' : '✗'} ${name}`,
    ...played.wrongs.map((wrong) => `  - ${wrong}`),
    '',
    played.history,
  ].join('\n');
}
