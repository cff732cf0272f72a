// npm run simulate -- [--seed n] [--minutes n] [--scene name --point n --harm h]: plays the executor's own code in virtual time.
// First every scene with each of its await points harmed in every way, then stories that seeds make up, for so many minutes. With a
// scene, a point and a harm: that play alone, and its history. Exits 1 when something was that must not be.
import { parseArgs } from 'node:util';
import type { AwaitPoint } from './await-points.ts';
import {
  casesOf,
  describePlay,
  findFailure,
  nameOf,
  playCase,
  playScene,
  type Case,
  type Failure,
} from './play-each.ts';
import { play } from './play.ts';
import { storyOf } from './random-story.ts';
import { Tally } from './tally.ts';
import { SCENES } from './stories.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    scene: { type: 'string' },
    point: { type: 'string' },
    harm: { type: 'string' },
  },
});
const tally = new Tally();

/** Every await point of every scene, in every way. */
async function playScenes(): Promise<Failure | undefined> {
  for (const scene of SCENES) {
    const own = await playScene(scene);
    tally.add(own);
    if (own.wrongs.length > 0) {
      return { name: scene.name, played: await playScene(scene, { isHistoryWritten: true }) };
    }
    const cases = casesOf(scene, own);
    const failure = await findFailure(cases, {}, '', (played) => {
      tally.add(played);
    });
    if (failure !== undefined) return failure;
    const points = new Set(cases.map(({ point }) => point.number)).size;
    console.log(`${scene.name}: ${points} await points, ${cases.length} plays`);
  }
  return undefined;
}

async function playSeeds(from: number, minutes: number): Promise<Failure | undefined> {
  const untilMs = performance.now() + minutes * 60_000;
  let seed = from;
  for (; performance.now() < untilMs; seed += 1) {
    const failure = await playSeed(seed);
    if (failure !== undefined) return failure;
  }
  console.log(`seeds ${from} to ${seed - 1}: one play each`);
  return undefined;
}

async function playSeed(seed: number): Promise<Failure | undefined> {
  const { story, fate } = storyOf(seed);
  const played = await play(story, { fate });
  tally.add(played);
  if (played.wrongs.length === 0) return undefined;
  const again = storyOf(seed);
  const told = await play(again.story, { fate: again.fate, isHistoryWritten: true });
  return { name: `seed ${seed}: npm run simulate -- --seed ${seed} --minutes 0.01`, played: told };
}

/** One play again, with its history. */
async function playAgain(name: string): Promise<boolean> {
  const one = await findCase(name);
  const played = await playCase(one, { isHistoryWritten: true });
  console.log(describePlay({ name: nameOf(one), played }));
  return played.wrongs.length === 0;
}

async function findCase(name: string): Promise<Case> {
  const scene = SCENES.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`there are the scenes ${SCENES.map((one) => one.name).join(', ')}`);
  const cases = casesOf(scene, await playScene(scene));
  const isIt = ({ point, harm }: { point: AwaitPoint; harm: string }): boolean =>
    point.number === Number(values.point) && harm === values.harm;
  const found = cases.find(isIt);
  if (found === undefined) throw new Error('no such point or harm; a failed play names both');
  return found;
}

async function main(): Promise<boolean> {
  if (values.scene !== undefined) return playAgain(values.scene);
  const failure = (await playScenes()) ?? (await playSeeds(Number(values.seed), Number(values.minutes)));
  if (failure !== undefined) console.log(describePlay(failure));
  console.log(tally.toString());
  return failure === undefined && tally.missing().length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
