import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { StopAsked, UpProblem } from '../problem.ts';

const projects = [
  'flow-model',
  'wire-format',
  'service-runtime',
  'safe-http',
  'flow-registry',
  'executor',
  'auth-vault',
  'studio',
];

/** How much of the build was there already. */
export interface Built {
  readonly isFromCache: boolean;
}

/**
 * Builds the services, the libraries that they load and the Studio. Nx takes from its cache what has not changed.
 * @throws UpProblem with the build's own words; StopAsked
 */
export async function build(root: string, signal: AbortSignal): Promise<Built> {
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const args = [nx, 'run-many', '-t', 'build', '-p', projects.join(','), '--output-style=static'];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    // No daemon and no plugin workers that would outlive us when we are stopped, no terminal of its own.
    env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_NATIVE_COMMAND_RUNNER: 'false' },
  });
  const { pid } = child;
  const stop = (): void => {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  };
  signal.addEventListener('abort', stop, { once: true });
  const ended = new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw new StopAsked();
  if (code !== 0) throw new UpProblem(`the build failed; its own words:\n${out}\n${err}`.trimEnd());
  return {
    isFromCache: /read the output from the cache instead of running the command for (\d+) out of \1 tasks/.test(out),
  };
}
