import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ForeignData } from '../foreign-data.ts';
import { brokerSettings, settingsFile } from './broker-settings.ts';
import type { Java } from './find-java.ts';

/** Formats a data folder once (0.7 s), so that no later start has to: a new one is a copy. */
export async function makeTemplate(java: Java, jars: readonly string[], template: string): Promise<void> {
  const folder = mkdtempSync(`${template}-`);
  try {
    writeFileSync(join(folder, settingsFile), brokerSettings({ broker: 19_092, controller: 19_093 }));
    const program = ['-XX:TieredStopAtLevel=1', '-cp', jars.join(':'), 'kafka.tools.StorageTool'];
    const args = ['format', '--cluster-id', newClusterId(), '--config', settingsFile];
    await promisify(execFile)(java.program, [...program, ...args], { cwd: folder });
    renameSync(join(folder, 'data'), template);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the data folder of a new broker, with a cluster id of its own; an interrupted copy looks like none. */
export function makeDataFolder(template: string, data: string): void {
  const draft = `${data}.tmp`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(template, draft, { recursive: true });
  const properties = join(draft, 'meta.properties');
  const text = readFileSync(properties, 'utf8').replace(/^cluster\.id=.*$/m, `cluster.id=${newClusterId()}`);
  writeFileSync(properties, text);
  renameSync(draft, data);
}

const versionFile = 'kafka-version';

/**
 * Notes beside the data which release writes it from now on. A later release reads what an earlier one wrote, not the
 * other way round.
 * @throws ForeignData when a later minor release has written it
 */
export function takeOverData(folder: string, version: string): void {
  const file = join(folder, versionFile);
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : version;
  if (isLater(found, version)) {
    throw new ForeignData(folder, `was written by Apache Kafka ${found}, and this is Apache Kafka ${version}`);
  }
  writeFileSync(file, `${version}\n`);
}

function isLater(one: string, other: string): boolean {
  const [[major = 0, minor = 0] = [], [otherMajor = 0, otherMinor = 0] = []] = [one, other].map((version) =>
    version.split('.').map(Number),
  );
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}

/** The cluster that a data folder belongs to. @throws Error when the folder is none */
export function readClusterId(data: string): string {
  const file = join(data, 'meta.properties');
  const id = /^cluster\.id=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (id === undefined) throw new Error(`${file} names no cluster`);
  return id.trim();
}

/** As Kafka writes it: 16 bytes. One that begins with a minus would be taken for an option. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
