import type { AwaitPoint } from './await-points.ts';
import { MUTANTS } from './mutants.ts';
import { casesOf, describePlay, findFailure, playScene, type Case } from './play-each.ts';
import { play } from './play.ts';
import { storyOf } from './random-story.ts';
import { SCENES, type Scene } from './stories.ts';

/** A scene of many points is played with each of them harmed in one way here, and in every way by `npm run simulate`. */
const MOST_CASES = 160;

async function casesFor(scene: Scene): Promise<{ points: readonly AwaitPoint[]; cases: Case[] }> {
  const played = await playScene(scene);
  const all = casesOf(scene, played);
  const points = [...new Set(all.map(({ point }) => point))];
  if (all.length <= MOST_CASES) return { points, cases: all };
  const cases = points.flatMap((point) => {
    const harm = point.harms[point.number % point.harms.length];
    return harm === undefined ? [] : [{ scene, point, harm }];
  });
  return { points, cases };
}

const sceneNamed = (name: string): Scene => {
  const scene = SCENES.find((one) => one.name === name);
  if (scene === undefined) throw new Error(`no scene is named ${name}`);
  return scene;
};

describe('the executor in a simulation', () => {
  it('comes out the same for the same seed', async () => {
    const { story, fate } = storyOf(7);
    const first = await play(story, { fate, isHistoryWritten: true });
    const again = storyOf(7);
    const second = await play(again.story, { fate: again.fate, isHistoryWritten: true });
    expect(first.history.split('\n').length).toBeGreaterThan(10);
    expect(second.history).toBe(first.history);
    expect(second.points).toEqual(first.points);
  });

  it.each(SCENES.map((scene) => [scene.name, scene]))(
    'keeps its promises wherever it is harmed: %s',
    async (_, scene) => {
      const { points, cases } = await casesFor(scene);
      expect(new Set(cases.map(({ point }) => point.number)).size).toBe(points.length);
      const failure = await findFailure(cases);
      expect(failure === undefined ? 'all well' : describePlay(failure)).toBe('all well');
    },
  );

  it('reaches every way by which an executor acts, and things that must be rare', async () => {
    const counts = { inDoubt: 0, takenOver: 0, refusedWrites: 0, behindCheck: 0, reviews: 0, repeats: 0 };
    const reached = new Set<string>();
    for (const scene of SCENES) {
      const played = await playScene(scene);
      for (const { what } of played.points) reached.add(what);
      for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += played.counts[name];
    }
    const zombie = await playScene(sceneNamed('one comes back that was given up'), { isHistoryWritten: true });
    expect(zombie.counts.behindCheck).toBe(1);
    expect(counts.inDoubt).toBeGreaterThan(0);
    expect(counts.takenOver).toBeGreaterThan(0);
    expect(counts.reviews).toBeGreaterThan(0);
    expect(counts.repeats).toBeGreaterThan(0);
    expect([...reached].sort()).toEqual([
      ...['clock.sleep', 'commands.answer', 'commands.claim', 'commands.findAnswer', 'commands.findOpen'],
      ...['commands.keep', 'commands.read', 'intake.keep'],
      ...['kafka.commit', 'kafka.connect', 'kafka.fetchTopicOffsets', 'kafka.heartbeat', 'kafka.join'],
      ...['leases.begin', 'leases.giveUp', 'leases.renew'],
      ...['ledger.append', 'ledger.claimDue', 'ledger.end', 'ledger.findNextDueInMs', 'ledger.park'],
      ...[
        'ledger.takeOver',
        'records.findPosition',
        'records.keepChunk',
        'target.connect',
        'target.look-up',
        'target.send',
        'vault.resolve',
      ],
    ]);
  });

  it('keeps its promises through whatever a seed makes up', async () => {
    const wrongs: string[] = [];
    for (let seed = 1; seed <= 20; seed += 1) {
      const { story, fate } = storyOf(seed);
      const played = await play(story, { fate });
      wrongs.push(...played.wrongs.map((wrong) => `seed ${seed}: ${wrong}`));
    }
    expect(wrongs).toEqual([]);
  });

  it.each([
    ['without the fence', 'one comes back that was given up', 'ledger.append', 'was sent after a stored answer'],
    ['without the intent', 'calm', 'target.send', 'was sent without a stored intent'],
    ['without the rule of contiguous offsets', 'calls come by Kafka', 'records.keepChunk', 'and the ledger is only at'],
    [
      'without the rule of what is in doubt',
      'another goes on after a death',
      'ledger.append',
      'though a look-up finds it carried out',
    ],
  ] as const)('fails %s', async (name, sceneName, what, says) => {
    const scene = sceneNamed(sceneName);
    const mutant = MUTANTS[name];
    const cases = casesOf(scene, await playScene(scene, { mutant })).filter(({ point }) => point.what === what);
    const failure = await findFailure(cases, mutant, says);
    expect(failure && describePlay(failure)).toMatch(/\d+\.\d{3} s {2}[A-Z] .*sends ticket/);
  });
});
