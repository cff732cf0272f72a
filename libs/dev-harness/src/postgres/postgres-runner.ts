import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, lstatSync, lchownSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How PostgreSQL's programs are started on this machine. */
export interface PostgresRunner {
  /** Starts one program in a session of its own (a terminal's Ctrl-C does not reach it); its output goes to `logFile`. */
  run(program: 'initdb' | 'postgres', args: readonly string[], logFile: string): ChildProcess;
}

/** One way to start a program: what stands before it, and to whom its files must belong. */
interface Way {
  readonly prefix: readonly string[];
  readonly fileOwner: number | undefined;
}

const nobody = '65534';
/** Ends the program when this process is gone, kill -9 included (Linux; prctl(2) PR_SET_PDEATHSIG). SIGINT = fast shutdown. */
const leash = ['setpriv', '--pdeathsig', 'INT'];

/**
 * PostgreSQL refuses to run as root. Root therefore starts it in a user namespace of its own, where it is called
 * "nobody" and root's files are its own: nothing is copied, no user is made, it works below a 0700 folder too. Where
 * containers forbid such namespaces, it runs as the real "nobody" that may pass folders closed to it.
 * @param folder - where the data will be; files in it that another way made are handed over
 * @throws Error with the remedy when there is no way
 */
export function preparePostgresRunner(binaries: string, folder: string): PostgresRunner {
  const way = isRoot() ? findWayForRoot(binaries, folder) : { prefix: findLeash(), fileOwner: undefined };
  if (way.fileOwner !== undefined) handOver(folder, way.fileOwner);
  return {
    run: (program, args, logFile) => {
      const [command = '', ...rest] = [...way.prefix, join(binaries, program), ...args];
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
  const ways: Way[] = [
    { prefix: [...namespace, ...leash, '--'], fileOwner: 0 },
    { prefix: namespace, fileOwner: 0 },
    { prefix: [...leash, ...asNobody, ...mayPass, '--'], fileOwner: Number(nobody) },
  ];
  const program = join(binaries, 'postgres');
  const reaches = ['sh', '-c', '"$1" --version && test -w "$2"', 'sh', program, folder];
  const way = ways.find(({ prefix }) => works([...prefix, ...reaches]));
  if (way !== undefined) return way;
  throw new Error(
    'PostgreSQL does not run as root, and neither a user namespace (unshare) nor setpriv can lower its rights here. ' +
      'Remedy: start this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own',
  );
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
