import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A Java that runs Apache Kafka. */
export interface Java {
  readonly program: string;
  /** What it says about itself: two builds of Java never say the same. */
  readonly identity: string;
}

/** Since 4.0, Kafka's broker needs it. */
const leastRelease = 17;

/** Apache Kafka cannot run here. The message is the reason and the remedy. */
export class KafkaMissing extends Error {
  override readonly name = 'KafkaMissing';
}

/**
 * The Java of `JAVA_HOME`, else the one on `PATH`: the first that is new enough.
 * @throws KafkaMissing that names what was found instead
 */
export function findJava(environment: NodeJS.ProcessEnv = process.env): Java {
  const home = environment['JAVA_HOME'] ?? '';
  const programs = [...(home === '' ? [] : [join(home, 'bin/java')]), 'java'];
  const tooOld: string[] = [];
  for (const program of programs) {
    const identity = ask(program, environment);
    const release = identity === undefined ? undefined : releaseOf(identity);
    if (identity === undefined || release === undefined) continue;
    if (release >= leastRelease) return { program, identity };
    tooOld.push(`${program} is Java ${String(release)}`);
  }
  const found =
    tooOld.length === 0 ? 'no Java was found (in JAVA_HOME or on PATH)' : `${tooOld.join(' and ')}: too old`;
  throw new KafkaMissing(
    `${found}. Remedy: install Java ${String(leastRelease)} or later (a JRE is enough), or set JAVA_HOME to one, or KAFKA_BROKERS to a Kafka of your own`,
  );
}

function ask(program: string, environment: NodeJS.ProcessEnv): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8', env: environment });
  return status === 0 ? `${stderr}${stdout}`.trim() : undefined;
}

/** `openjdk version "17.0.15" …`; up to Java 8 `java version "1.8.0_401"`. */
function releaseOf(identity: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(identity);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
