import { acquireKafka } from '../kafka/acquire-kafka.ts';
import { KafkaMissing } from '../kafka/find-java.ts';
import { prepareKafka } from '../kafka/prepare-kafka.ts';
import { offerKafka } from '../kafka/test-kafka.ts';
import type { KafkaOffer } from '../kafka/test-kafka.ts';
import globalSetup from './global-setup.ts';
import { keepUntilTeardown } from './started-parts.ts';

/**
 * One Kafka for all suites of this jest process, found by `describeWithKafka`; for integration suites PostgreSQL as well.
 * Where there can be none, those suites are reported as skipped.
 */
export default async function globalSetupWithKafka(): Promise<void> {
  if (process.env['AFTERCALL_SUITE'] === 'integration') await globalSetup();
  const ownObstacle = await findObstacle(async () => {
    await prepareKafka({ say: console.error });
  });
  let brokers: string | undefined;
  const obstacle = await findObstacle(async () => {
    const kafka = await acquireKafka();
    keepUntilTeardown(kafka);
    brokers = kafka.brokers;
  });
  offerKafka(asOffer({ brokers, obstacle, ownObstacle }));
}

async function findObstacle(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof KafkaMissing) return error.message;
    throw error;
  }
}

function asOffer(facts: { [Fact in keyof KafkaOffer]: KafkaOffer[Fact] | undefined }): KafkaOffer {
  return JSON.parse(JSON.stringify(facts)) as KafkaOffer;
}
