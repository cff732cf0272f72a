import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivate } from './write-private.ts';

/** `.aftercall/up.json`: where everything is while it is up. What is not built or not running is null. */
export interface UpFile {
  readonly studioUrl: string | null;
  readonly loginUrl: string | null;
  readonly graphqlUrl: string | null;
  readonly intakeUrl: string | null;
  readonly targetUrl: string | null;
  /** An API key of role admin, good for GraphQL and the HTTP door. */
  readonly adminToken: string;
  /** As a role that may do everything: for looking and for tests, not for services. */
  readonly databaseUrl: string;
  readonly kafkaBrokers: string | null;
  /** Class path of Kafka's own tools, where they came along. */
  readonly kafkaTools: string | null;
  readonly ops: Readonly<Record<'registry' | 'executor' | 'vault', string | null>>;
  readonly pids: Readonly<Record<'registry' | 'executor' | 'vault' | 'target' | 'postgres' | 'kafka', number | null>>;
}

const fileIn = (folder: string): string => join(folder, 'up.json');

/** Replaces the file as a whole. */
export function writeUpFile(folder: string, up: UpFile): void {
  writePrivate(fileIn(folder), `${JSON.stringify(up, null, 2)}\n`);
}

/** What the one that is up has written, if it has. */
export function readUpFile(folder: string): UpFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as UpFile;
  } catch {
    return undefined;
  }
}

/** Nothing is up any more. */
export function removeUpFile(folder: string): void {
  rmSync(fileIn(folder), { force: true });
}
