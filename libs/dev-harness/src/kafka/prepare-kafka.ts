import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findCacheFolder } from '../cache-folder.ts';
import { takeFolderTurn } from '../folder-turn.ts';
import { keepClassData, useClassData } from './class-data.ts';
import { makeTemplate } from './data-folder.ts';
import { findJava } from './find-java.ts';
import type { Java } from './find-java.ts';
import { committedJars, ensureJars, folderNameOf, listJars } from './kafka-jars.ts';
import type { KafkaJarList } from './kafka-jars.ts';

/** Apache Kafka, ready to be started on this machine. */
export interface KafkaPrograms {
  readonly java: Java;
  /** In the order of the class path. */
  readonly jars: readonly string[];
  /** A data folder as it is before a first start. */
  readonly template: string;
  /** What Java is told about classes kept from an earlier start. */
  readonly classData: readonly string[];
  readonly logSettings: string;
}

/** How Kafka is made ready. Nothing need be given. */
export interface PrepareOptions {
  readonly list?: KafkaJarList;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Is told before something that takes long: 5 s to fetch and 8 s to keep classes, once on a machine. */
  readonly say?: (line: string) => void;
}

/**
 * Finds Java, and in the user's cache folder what else a broker needs; the first time on a machine fetches it. Processes
 * that do this at the same time take turns.
 * @throws KafkaMissing with the reason and the remedy
 */
export async function prepareKafka(options: PrepareOptions = {}): Promise<KafkaPrograms> {
  const { list = committedJars, environment = process.env, signal, say = () => undefined } = options;
  const java = findJava(environment);
  const place = join(findCacheFolder(environment), folderNameOf(list));
  const endTurn = await takeFolderTurn(place, signal);
  try {
    const jarFolder = join(place, 'jars');
    await ensureJars(list, jarFolder, { environment, signal, say });
    const jars = listJars(jarFolder);
    const template = join(place, 'template');
    if (!existsSync(template)) await makeTemplate(java, jars, template);
    const archive = join(place, `classes-${digestOf(java.identity)}.jsa`);
    const logSettings = readFileSync(join(dirname(list.pom), 'log4j2.properties'), 'utf8');
    const programs = { java, jars, template, logSettings, classData: useClassData(archive) };
    if (!existsSync(archive)) {
      say('Keeping the classes of Apache Kafka for faster starts (once) …');
      await keepClassData(programs, archive, signal);
    }
    return programs;
  } finally {
    endTurn();
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
