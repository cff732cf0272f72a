// Ways to use Kafka's client that lose or double calls, and beside them the ones that do not.

const consuming = (settings) =>
  `import type { Consumer } from 'kafkajs';\n\nexport const planted = (consumer: Consumer): Promise<void> =>\n  consumer.${settings};\n`;
const producing = (settings) =>
  `import type { Kafka, Producer } from 'kafkajs';\n\nexport const planted = (kafka: Kafka): Producer => kafka.producer(${settings});\n`;
const batches = 'eachBatch: () => Promise.resolve()';
export const refusedKafka = [
  [
    'a producer that is idempotent',
    producing('{ idempotent: true, allowAutoTopicCreation: false }'),
    'drops the record',
  ],
  ['a producer that does not say so', producing('{ allowAutoTopicCreation: false }'), 'drops the record'],
  ['a producer that makes topics', producing('{ idempotent: false }'), 'slip of the pen'],
  ['a producer without a word', producing(''), 'drops the record'],
  ['batches that are resolved as a whole', consuming(`run({ autoCommit: false, ${batches} })`), 'rest of a batch'],
  [
    'batches that are committed as they come',
    consuming(`run({ autoCommit: true, eachBatchAutoResolve: false, ${batches} })`),
    'not kept yet',
  ],
  ["the consumer's own commit", consuming('commitOffsets([])'), 'says nothing'],
  [
    'a transaction of kafkajs',
    producing("{ idempotent: false, allowAutoTopicCreation: false, transactionalId: 'a' }"),
    'No transactions',
  ],
].map(([title, text, says], index) => ({
  ...{ rule: 'house/no-kafka-traps', title, text, says },
  file: `apps/executor/src/intake/kafka/planted-${index}.ts`,
}));

export const acceptedKafka = {
  'apps/executor/src/intake/kafka/accepted-producer.ts': producing(
    '{ idempotent: false, allowAutoTopicCreation: false }',
  ),
  'apps/executor/src/intake/kafka/accepted-consumer.ts': consuming(
    `run({ autoCommit: false, eachBatchAutoResolve: false, ${batches} })`,
  ),
};
