// Nx as our commands use it: without a daemon that would outlive them, without a terminal of its own that would put tasks
// out of reach of Ctrl-C, and with the output of each task.
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const nxEnv = () => ({
  ...process.env,
  NX_DAEMON: process.env.NX_DAEMON ?? 'false',
  NX_NATIVE_COMMAND_RUNNER: 'false',
});

/** @returns {Promise<number>} exit code of `nx run-many`: every project that has the target, failures do not stop the others */
export function runEverywhere(root, target, flags = []) {
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  return runCommand(process.execPath, [nx, 'run-many', '-t', target, '--output-style=static', ...flags], {
    cwd: root,
    env: nxEnv(),
  });
}

/** @returns {Promise<(target: string) => string[]>} names of the projects that have a target, sorted */
export async function projectsByTarget() {
  process.env.NX_DAEMON ??= 'false';
  const { createProjectGraphAsync } = (await import('nx/src/devkit-exports.js')).default;
  const { nodes } = await createProjectGraphAsync({ exitOnError: false });
  return (target) =>
    Object.values(nodes)
      .filter(({ data }) => data.targets?.[target])
      .map(({ name }) => name)
      .sort();
}
