/**
 * `@aftercall/dev-harness/kafka`: what other projects may import of this folder. Apart from the index, because loading
 * kafkajs takes 50 ms in each suite.
 */
export { KafkaMissing } from './find-java.ts';
export { prepareKafka } from './prepare-kafka.ts';
export type { KafkaPrograms, PrepareOptions } from './prepare-kafka.ts';
export { startApacheKafka } from './apache-kafka.ts';
export type { ApacheKafka, ApacheKafkaOptions } from './apache-kafka.ts';
export { acquireKafka, startOwnKafka } from './acquire-kafka.ts';
export type { AcquiredKafka } from './acquire-kafka.ts';
export { TestTopics } from './test-topics.ts';
export { OutsideClient } from './outside-client.ts';
export type { KafkaConnection, OutgoingMessage, ReadMessage, TopicOptions } from './outside-client.ts';
export { describeWithKafka, describeWithOwnKafka } from './test-kafka.ts';
export type { StartKafka, TestKafka } from './test-kafka.ts';
