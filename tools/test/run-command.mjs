// Runs a program with its output on ours, and sees to it that Ctrl-C ends it with everything that it started.
import { spawn } from 'node:child_process';

const FORCED_END_AFTER_MS = 10_000;

/**
 * The program leads a process group of its own: jest workers and database servers below it are reached as well.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined> }} options
 * @returns {Promise<number>} its exit code. When this process is told to stop it never returns, but exits.
 */
export function runCommand(command, args, { cwd, env = process.env }) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    let stoppedBy;
    const stop = (signal) => {
      if (stoppedBy) return;
      stoppedBy = signal;
      endGroup(child.pid, 'SIGTERM');
      setTimeout(() => endGroup(child.pid, 'SIGKILL'), FORCED_END_AFTER_MS).unref();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (!stoppedBy) return done(code ?? (signal ? 1 : 0));
      endGroup(child.pid, 'SIGKILL'); // what outlived its leader
      process.exit(stoppedBy === 'SIGINT' ? 130 : 143);
    });
  });
}

function endGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch {
    // the group has ended
  }
}
