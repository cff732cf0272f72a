import { acquireKafka } from '../kafka/acquire-kafka.ts';
import { KafkaMissing } from '../kafka/find-java.ts';
import { prepareKafka } from '../kafka/prepare-kafka.ts';
import { offerKafka } from '../kafka/test-kafka.ts';
import type { KafkaOffer } from '../kafka/test-kafka.ts';
import globalSetup from './global-setup.ts';
import { keepUntilTeardown } from './started-parts.ts';

/**
 * For integration suites PostgreSQL, and one Kafka for all that `describeWithKafka` holds. Where there can be no Kafka, the
 * suites that need it are reported as skipped. Whole-system suites start what they need, and are told only whether they can.
 */
export default async function globalSetupWithKafka(): Promise<void> {
  const isIntegration = process.env['AFTERCALL_SUITE'] === 'integration';
  if (isIntegration) await globalSetup();
  const ownObstacle = await findObstacle(async () => {
    await prepareKafka({ say: console.error });
  });
  let brokers: string | undefined;
  const obstacle = await findObstacle(async () => {
    if (!isIntegration) return;
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
