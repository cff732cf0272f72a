import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, lstatSync, lchownSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyBinariesForAll } from './copied-binaries.ts';

/** How PostgreSQL's programs are started on this machine. */
export interface PostgresRunner {
  /** Starts one program in a session of its own (a terminal's Ctrl-C does not reach it); its output goes to `logFile`. */
  run(program: 'initdb' | 'postgres', args: readonly string[], logFile: string): ChildProcess;
}

/** One way to start a program: what stands before it, to whom its files must belong, and where the programs are. */
interface Way {
  readonly prefix: readonly string[];
  readonly fileOwner: number | undefined;
  readonly binaries: string;
}

const nobody = '65534';
/** Ends the program when this process is gone, kill -9 included (Linux; prctl(2) PR_SET_PDEATHSIG). SIGINT = fast shutdown. */
const leash = ['setpriv', '--pdeathsig', 'INT'];

/**
 * PostgreSQL refuses to run as root. Root therefore starts it in a user namespace of its own, where it is called
 * "nobody" and root's files are its own: nothing is copied, no user is made, it works below a 0700 folder too. Where
 * containers forbid such namespaces, it runs as the real "nobody" that may pass folders closed to it; its programs are
 * then copied to where everybody may enter, because PostgreSQL looks for itself by access(2), which grants no such pass.
 * @param folder - where the data will be; files in it that another way made are handed over
 * @throws Error with the remedy when there is no way
 */
export function preparePostgresRunner(binaries: string, folder: string): PostgresRunner {
  const way = isRoot() ? findWayForRoot(binaries, folder) : { prefix: findLeash(), fileOwner: undefined, binaries };
  if (way.fileOwner !== undefined) handOver(folder, way.fileOwner);
  return {
    run: (program, args, logFile) => {
      const [command = '', ...rest] = [...way.prefix, join(way.binaries, program), ...args];
      const log = openSync(logFile, 'a', 0o600);
      try {
        return spawn(command, rest, { stdio: ['ignore', log, log], detached: true, env: environment() });
      } finally {
        closeSync(log);
      }
    },
  };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function findLeash(): readonly string[] {
  return works([...leash, '--', 'true']) ? [...leash, '--'] : [];
}

function findWayForRoot(binaries: string, folder: string): Way {
  const namespace = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];
  const asNobody = ['--reuid', nobody, '--regid', nobody, '--clear-groups'];
  const mayPass = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const inNamespace = [
    { prefix: [...namespace, ...leash, '--'], fileOwner: 0, binaries },
    { prefix: namespace, fileOwner: 0, binaries },
  ];
  const way = inNamespace.find((candidate) => isGood(candidate, folder));
  if (way !== undefined) return way;
  const lowered = { prefix: [...leash, ...asNobody, ...mayPass, '--'], fileOwner: Number(nobody) };
  if (works([...lowered.prefix, 'sh', '-c', ':'])) {
    const inPlace = { ...lowered, binaries };
    return isGood(inPlace, folder) ? inPlace : { ...lowered, binaries: copyBinariesForAll(binaries) };
  }
  throw new Error(
    'PostgreSQL does not run as root, and neither a user namespace (unshare) nor setpriv can lower its rights here. ' +
      'Remedy: start this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own',
  );
}

/** A program that cannot find itself says so on standard error, though it still tells its version. */
function isGood({ prefix, binaries }: Way, folder: string): boolean {
  const [program, ...args] = [...prefix, 'sh', '-c', '"$1" --version && test -w "$2"', 'sh'];
  const { status, stderr } = spawnSync(program, [...args, join(binaries, 'postgres'), folder], { encoding: 'utf8' });
  return status === 0 && stderr === '';
}

function works(command: readonly string[]): boolean {
  const [program = '', ...args] = command;
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Only what root or "nobody" owns: a folder of an ordinary user stays that user's. */
function handOver(path: string, owner: number): void {
  const entry = lstatSync(path);
  if (entry.uid !== owner && [0, Number(nobody)].includes(entry.uid)) lchownSync(path, owner, owner);
  if (!entry.isDirectory()) return;
  for (const name of readdirSync(path)) handOver(join(path, name), owner);
}

/** libpq's variables would change what initdb and postgres do. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
