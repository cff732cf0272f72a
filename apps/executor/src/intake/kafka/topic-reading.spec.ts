import { HandClock } from '@aftercall/dev-harness';
import { createLogger } from '@aftercall/service-runtime';
import { RecordingReader } from '../testing/recording-reader.ts';
import { ScriptedKafka, type ConsumerScript } from './testing/scripted-kafka.ts';
import { TopicReading } from './topic-reading.ts';

const error = (name: string, over: object = {}): Error => Object.assign(new Error('x'), { name, ...over });
const gone = error('KafkaJSConnectionError', { code: 'ECONNREFUSED' });

function start(...scripts: ConsumerScript[]) {
  const clock = new HandClock();
  const kafka = new ScriptedKafka(...scripts);
  const said: string[] = [];
  const broken: Error[] = [];
  const topic = new TopicReading({
    kafka: kafka.asKafka(),
    topic: 'calls',
    groupId: 'test',
    sessionTimeoutMs: 6000,
    clock,
    log: createLogger({ service: 'executor', level: 'info', destination: { write: (line) => void said.push(line) } }),
    onBroken: (reason) => void broken.push(reason),
  });
  topic.start(new RecordingReader());
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) await clock.advance(250);
  };
  return { topic, kafka, clock, said, broken, pass };
}

describe('reading a topic', () => {
  it('goes on with another consumer after a crash, again and again, and says it once', async () => {
    const { topic, kafka, said, broken, pass } = start({ crash: gone });
    await pass(120_000);
    expect(kafka.made).toBeGreaterThan(20);
    // At most every five seconds.
    expect(kafka.made).toBeLessThan(40);
    expect(kafka.gone).toBeGreaterThanOrEqual(kafka.made - 1);
    expect(said.filter((line) => line.includes('does not answer'))).toHaveLength(1);
    expect(broken).toEqual([]);
    expect(topic.findProblem()).toBeUndefined();
    await topic.stop();
  });

  it('says when it reads again', async () => {
    const { topic, said, pass } = start({ connect: gone }, { crash: gone }, 'well');
    await pass(5000);
    expect(said.filter((line) => line.includes('read again'))).toHaveLength(1);
    expect(topic.lags()).toEqual([{ topic: 'calls', partition: 0, records: 0 }]);
    await topic.stop();
  });

  it('tells an operator what only an operator can mend, until it is mended', async () => {
    const refused = { connect: error('KafkaJSSASLAuthenticationError') };
    const { topic, pass } = start(refused, refused, 'well');
    await pass(250);
    expect(topic.findProblem()).toContain('KAFKA_SASL_');
    await pass(5000);
    expect(topic.findProblem()).toBeUndefined();
    await topic.stop();
  });

  it('gives up after five failures that no broker caused, so that another process may try', async () => {
    const { topic, kafka, broken, pass } = start({ crash: error('TypeError') });
    await pass(60_000);
    expect(kafka.made).toBe(5);
    expect(broken.map(({ name }) => name)).toEqual(['TypeError']);
    await topic.stop();
  });

  it('does not give up when such failures come one at a time', async () => {
    const defect = { crash: error('TypeError') };
    const { topic, broken, pass } = start(
      defect,
      defect,
      { crash: gone },
      defect,
      defect,
      { crash: gone },
      defect,
      'well',
    );
    await pass(60_000);
    expect(broken).toEqual([]);
    await topic.stop();
  });

  it('takes a consumer that falls silent for one that crashed', async () => {
    const { topic, kafka, said, pass } = start('silent', 'well');
    await pass(55_000);
    expect(kafka.made).toBe(1);
    await pass(15_000);
    expect(kafka.made).toBe(2);
    expect(said.join('')).toContain('was silent for');
    await topic.stop();
  });

  it('makes no other consumer once it is stopped', async () => {
    const { topic, kafka, pass } = start('well');
    await pass(500);
    await topic.stop();
    await pass(30_000);
    expect([kafka.made, kafka.gone]).toEqual([1, 1]);
  });
});
