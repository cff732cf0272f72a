import { describeWithOwnKafka } from '@aftercall/dev-harness/kafka';
import { Stage } from '../stage/stage.ts';
import { kafkaChaos } from './kafka-chaos.ts';
import { findRestoreFaults, restoredBackup } from './restored-backup.ts';
import { findFaults } from './verdict.ts';

/** The short form of `npm run chaos -- kafka`: as many kills and restarts, fewer events, and a group that waits less. */
describeWithOwnKafka('the door by Kafka under chaos', () => {
  jest.setTimeout(300_000);
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.build();
  });
  afterEach(() => stage.strike());
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);

  it('records exactly one disposition of every event, whatever is killed, restarted or made anew', async () => {
    const report = await kafkaChaos(stage, { seed: 7, events: 1500, sessionTimeoutMs: 1500, say });
    expect(report.disturbances.filter(({ what }) => what === 'kill')).toHaveLength(5);
    expect(findFaults(report)).toEqual([]);
    const sent = report.lives.reduce((sum, life) => sum + life.sent, 0);
    expect(sent).toBeGreaterThanOrEqual(1500);
  });

  it('takes in again what a restored copy of PostgreSQL lacks, and tells the target by the same keys', async () => {
    const report = await restoredBackup(stage, { events: 100, ageMs: 0, sessionTimeoutMs: 1500, say });
    expect(findRestoreFaults(report)).toEqual([]);
    expect(report.recorded.atRestore).toBeLessThan(report.sent);
  });
});
