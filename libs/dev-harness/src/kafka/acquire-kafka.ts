import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAbandonedFolders } from '../abandoned-folders.ts';
import { startApacheKafka } from './apache-kafka.ts';
import type { ApacheKafka } from './apache-kafka.ts';
import type { MoreSettings } from './broker-settings.ts';
import { prepareKafka } from './prepare-kafka.ts';
import type { KafkaPrograms } from './prepare-kafka.ts';

/** A Kafka for tests. */
export interface AcquiredKafka {
  /** `host:port`, comma separated. */
  readonly brokers: string;
  /** Stops what was started. */
  readonly release: () => Promise<void>;
}

const folderPrefix = 'aftercall-kafka-';

/**
 * The brokers at `KAFKA_BROKERS`, which may be shared by several test processes at once; without it, one of our own in a
 * temporary folder.
 * @throws KafkaMissing with the reason and the remedy
 */
export async function acquireKafka(): Promise<AcquiredKafka> {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') return { brokers: given, release: () => Promise.resolve() };
  const { brokers, stop } = await startOwnKafka();
  return { brokers, release: stop };
}

/**
 * A broker of one's own in a temporary folder, which goes when it is stopped: for tests that kill and restart it.
 * @throws KafkaMissing with the reason and the remedy
 */
export async function startOwnKafka(programs?: KafkaPrograms, more?: MoreSettings): Promise<ApacheKafka> {
  removeAbandonedFolders(folderPrefix);
  const ready = programs ?? (await prepareKafka());
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const kafka = await startApacheKafka({ programs: ready, folder, more });
    return Object.create(kafka, { stop: { value: () => kafka.stop().finally(remove) } }) as ApacheKafka;
  } catch (error) {
    remove();
    throw error;
  }
}
