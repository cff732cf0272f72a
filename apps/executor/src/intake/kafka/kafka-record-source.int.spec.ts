import { leakGuard } from '@aftercall/dev-harness';
import { describeWithKafka, TestTopics } from '@aftercall/dev-harness/kafka';
import { createLogger, systemClock } from '@aftercall/service-runtime';
import { kafkaClient } from '../../plumbing/kafka/client.ts';
import { recordSourceContract } from '../record-source.contract.ts';
import { KafkaRecordSource } from './kafka-record-source.ts';

const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });

describeWithKafka('the reading of call events from Kafka', ({ brokers }) => {
  jest.setTimeout(60_000);
  const kafka = kafkaClient({ brokers: brokers.split(','), clientId: 'test' }, log);

  recordSourceContract('KafkaRecordSource', async () => {
    // Each has a producer of its own: one that knew a topic which is deleted sends nothing more to any topic.
    let topics = new TestTopics(brokers);
    const topic = await topics.make({ partitions: 2 });
    const newMember = () =>
      new KafkaRecordSource({
        kafka,
        topics: [topic],
        groupId: 'test',
        sessionTimeoutMs: 6000,
        clock: systemClock,
        log,
      });
    return {
      topic,
      newMember,
      produce: (messages) => topics.produce(topic, messages),
      makeAnew: async () => {
        await topics.delete(topic);
        await topics.close();
        topics = new TestTopics(brokers);
        await topics.makeNamed(topic, { partitions: 2 });
      },
      close: () => topics.close(),
    };
  });
});

leakGuard();
