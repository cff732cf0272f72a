// The tools need Node 24; most machines have another. npm brings one along (node_modules/.bin/node), and this hands the
// running script over to it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST_NODE = [24, 9];
/** Set for the process that was handed over to: what npm calls `node` may be a shim, whose path is never ours. */
const HANDED_OVER = 'AFTERCALL_HANDED_OVER';

/**
 * Runs the current script again on the Node that npm installed, and never returns then: this process becomes a shell
 * around it, passes signals on once and exits as it does. Returns when this is that Node already, or when npm has none
 * for this platform and the one at hand is new enough.
 * @param {string} root the workspace's folder
 * @throws Error naming the remedy when no fitting Node is there.
 */
export async function continueOnPinnedNode(root) {
  const wasHandedOver = process.env[HANDED_OVER] === '1';
  delete process.env[HANDED_OVER]; // not for the processes that this one starts
  const bin = join(root, 'node_modules', '.bin');
  const path = process.env.PATH ?? '';
  if (path.split(delimiter)[0] !== bin) process.env.PATH = `${bin}${delimiter}${path}`; // nx, jest and tsc start `node` by name
  const pinned = join(bin, 'node');
  if (existsSync(pinned)) {
    if (wasHandedOver || realpathSync(pinned) === realpathSync(process.execPath)) return endWithParent();
    if (spawnSync(pinned, ['--version']).status === 0) return handOver(pinned);
  }
  if (isNewEnough(process.versions.node)) return;
  throw new Error(
    `Node ${process.versions.node} is too old here. Remedy: install Node ${OLDEST_NODE.join('.')} or later.`,
  );
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/**
 * The child gets a process group of its own. A terminal's Ctrl-C reaches every process of the foreground group, and npm
 * passes it on as well; a child that takes a second signal for "at once" would then never stop in order. So it hears of
 * each signal from here alone, and repetitions within a second count as one.
 */
function handOver(node) {
  return new Promise(() => {
    const child = spawn(node, process.argv.slice(1), {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [HANDED_OVER]: '1' },
      detached: true,
    });
    let lastSignalAt = -Infinity;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (performance.now() - lastSignalAt < 1000) return;
        lastSignalAt = performance.now();
        child.kill(signal);
      });
    }
    child.on('error', (cause) => {
      console.error(`${node} cannot be started: ${cause.message}`);
      process.exit(1);
    });
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** The shell around this process may be killed with -9: the channel to it then closes, and that is a request to stop. */
function endWithParent() {
  if (!process.channel) return;
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
