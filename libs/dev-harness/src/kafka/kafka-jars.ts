import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { KafkaMissing } from './find-java.ts';

/** What is fetched: coordinates, and the sums that the jars must have. Committed beside each other. */
export interface KafkaJarList {
  readonly pom: string;
  /** Lines as `sha256sum` writes them. */
  readonly sums: string;
}

const tools = resolve(import.meta.dirname, '../../../../tools/kafka');

/** The list of this repository. */
export const committedJars: KafkaJarList = { pom: join(tools, 'pom.xml'), sums: join(tools, 'jars.sha256') };

/** Maven asks one server after the other and waits long for each that does not answer. */
const fetchDeadlineMs = 240_000;

/** Which folder of the cache belongs to a list: another list is another folder, so that clones of two releases get on. */
export function folderNameOf(list: KafkaJarList): string {
  const digest = createHash('sha256').update(readFileSync(list.sums)).digest('hex');
  return `kafka-${digest.slice(0, 12)}`;
}

/**
 * Sees to it that all jars of the list lie in `folder`, as they were when the list was made: fetched by Maven, with its
 * own mirrors and settings, when the folder does not exist; compared with their sums each time (0.1 s).
 * @throws KafkaMissing when Maven is missing or fails, or when a jar is not what the list says
 */
export async function ensureJars(list: KafkaJarList, folder: string, options: FetchOptions): Promise<void> {
  if (!existsSync(folder)) await fetchInto(list, folder, options);
  const problem = findWrongJar(list, folder);
  if (problem === undefined) return;
  throw new KafkaMissing(
    `${problem} (in ${folder}). Remedy: delete that folder; the next start fetches Apache Kafka again`,
  );
}

/** How jars are fetched. */
export interface FetchOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Is told before something that takes long. */
  readonly say: (line: string) => void;
}

/** In the order of the class path: the class-data archive holds only for the same. */
export function listJars(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => join(folder, name));
}

async function fetchInto(
  list: KafkaJarList,
  folder: string,
  { environment, signal, say }: FetchOptions,
): Promise<void> {
  const part = mkdtempSync(join(dirname(folder), 'fetching-'));
  say('Fetching Apache Kafka with Maven (45 MB, once) …');
  const wanted = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${part}`];
  try {
    await promisify(execFile)('mvn', ['--quiet', '--batch-mode', '--file', list.pom, ...wanted], {
      env: environment,
      timeout: fetchDeadlineMs,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    });
    refuseWrongJars(list, part);
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    signal?.throwIfAborted();
    throw error instanceof KafkaMissing ? error : new KafkaMissing(whyNotFetched(error), { cause: error });
  }
}

/** What is wrong never enters the cache. */
function refuseWrongJars(list: KafkaJarList, part: string): void {
  const problem = findWrongJar(list, part);
  if (problem === undefined) return;
  throw new KafkaMissing(
    `Maven brought what was not meant, and nothing of it was kept: ${problem}. Remedy: see which mirror Maven asks, and remove the file from Maven's local repository`,
  );
}

function whyNotFetched(error: unknown): string {
  const {
    code,
    killed,
    stdout = '',
    stderr = '',
  } = error as NodeJS.ErrnoException & {
    killed?: boolean;
    stdout?: string;
    stderr?: string;
  };
  if (code === 'ENOENT') {
    return 'Maven (mvn) was not found, which fetches Apache Kafka once. Remedy: install Maven, or set KAFKA_BROKERS to a Kafka of your own';
  }
  const words = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('[ERROR]'));
  const said =
    killed === true ? `Maven was not done after ${String(fetchDeadlineMs / 1000)} s` : (words[0] ?? 'Maven failed');
  return `Apache Kafka could not be fetched: ${said.replace('[ERROR] ', '')}. Remedy: see that Maven reaches its repository, or set KAFKA_BROKERS to a Kafka of your own`;
}

function findWrongJar(list: KafkaJarList, folder: string): string | undefined {
  const there = new Set(readdirSync(folder));
  for (const line of readFileSync(list.sums, 'utf8').trim().split('\n')) {
    const [sum, name = ''] = line.split(/\s+/);
    if (!there.delete(name)) return `${name} is missing`;
    const found = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    if (found !== sum) return `${name} has the SHA-256 sum ${found} instead of ${String(sum)}`;
  }
  const [stranger] = there;
  return stranger === undefined ? undefined : `${stranger} is not on the list`;
}
