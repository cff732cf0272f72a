import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Who tries it. */
export interface Person {
  name: string;
  home: string;
  /** Absent: we ourselves. */
  ids?: { uid: number; gid: number };
  /** Laid over the terminal's environment. */
  env: Readonly<Record<string, string>>;
}

/** A place of its own on this machine, with what a newcomer has; `clear` takes all of it away. */
export class NewcomerMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'aftercall-newcomer-'));
  private readonly users: string[] = [];

  constructor() {
    chmodSync(this.folder, 0o755); // an ordinary user must be able to pass
  }

  /** We ourselves, with a cache of downloads that is empty at first. */
  self(): Person {
    const env = { AFTERCALL_CACHE: join(this.folder, 'cache') };
    return { name: 'self', home: process.env['HOME'] ?? this.folder, env };
  }

  /** An ordinary user whose home nobody else may enter, and whose npm has fetched everything before. Root only. */
  ordinaryUser(): Person {
    const name = `aftercall-nc-${process.pid}`;
    const home = join(this.folder, 'home', name);
    mkdirSync(join(this.folder, 'home'));
    execFileSync('useradd', ['--create-home', '--home-dir', home, '--shell', '/bin/sh', name]);
    this.users.push(name);
    chmodSync(home, 0o700);
    const idOf = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
    const ids = { uid: idOf('-u'), gid: idOf('-g') };
    const cache = npmCache();
    if (existsSync(cache)) cpSync(cache, join(home, '.npm', '_cacache'), { recursive: true });
    giveTo(ids, home);
    return { name, home, ids, env: { HOME: home, USER: name, LOGNAME: name, XDG_CACHE_HOME: '' } };
  }

  /** A bare clone of what is committed here, as `git clone` makes it: nothing installed, nothing built. */
  clone(person: Person, name: string): string {
    const parent = person.ids === undefined ? this.folder : person.home;
    const clone = join(parent, name);
    execFileSync('git', ['clone', '--quiet', '--no-local', root, clone]);
    if (person.ids !== undefined) giveTo(person.ids, clone);
    return clone;
  }

  /** A clone of our own in which everything is installed, as here. The files are the same ones: it costs a second. */
  installedClone(name: string): string {
    const clone = this.clone(this.self(), name);
    const packages = ['apps', 'libs'].flatMap((parent) =>
      readdirSync(join(root, parent)).map((one) => join(parent, one)),
    );
    for (const place of ['.', ...packages].filter((folder) => existsSync(join(root, folder, 'node_modules')))) {
      execFileSync('cp', ['-al', join(root, place, 'node_modules'), join(clone, place, 'node_modules')]);
    }
    return clone;
  }

  /** A PATH on which everything is found but these programs. */
  pathWithout(...programs: string[]): string {
    const bin = join(this.folder, `without-${programs.join('-')}`);
    mkdirSync(bin, { recursive: true });
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) linkAll(folder, bin, programs);
    return bin;
  }

  clear(): void {
    for (const name of this.users) spawnSync('userdel', [name]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Stands before a command that must do without a network: loopback is all it has. Root on Linux only. */
export function offlineWrapper(): string[] | undefined {
  const flags = ['--net', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  return spawnSync('unshare', [...flags, 'true']).status === 0 ? ['unshare', ...flags] : undefined;
}

function npmCache(): string {
  return join(execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim(), '_cacache');
}

function giveTo({ uid, gid }: { uid: number; gid: number }, folder: string): void {
  execFileSync('chown', ['-R', `${uid}:${gid}`, folder]);
}

function linkAll(folder: string, bin: string, except: readonly string[]): void {
  if (!existsSync(folder) || folder.endsWith('node_modules/.bin')) return;
  for (const program of readdirSync(folder)) {
    const link = join(bin, basename(program));
    if (!except.includes(program) && !existsSync(link)) symlinkSync(join(folder, program), link);
  }
}
