import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { until } from '@aftercall/dev-harness';

const root = resolve(import.meta.dirname, '../..');

/** The short form of `npm run chaos`: the same command with fewer minutes. */
class ChaosRun {
  said = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<[code: number | null]>;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [join(root, 'tools/chaos/chaos.mjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = once(this.#child, 'close') as Promise<[code: number | null]>;
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    }
  }

  async code(): Promise<number | null> {
    const [code] = await this.#ended;
    return code;
  }

  tell(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** It and all that it started, at any depth. */
  processes(): number[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    const found = [this.#child.pid ?? 0];
    for (const parent of found) found.push(...rows.filter(([, ppid]) => ppid === parent).map(([pid = 0]) => pid));
    return found;
  }

  /** In the table of the command, the number beside these words. */
  count(what: string): number {
    return Number(new RegExp(`'${what}' +│ (\\d+)`).exec(stripVTControlCharacters(this.said))?.[1]);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('executors under chaos', () => {
  jest.setTimeout(300_000);

  it('lose nothing and do nothing again that is known to be done, whatever is killed', async () => {
    const run = new ChaosRun('--seed', '7', '--minutes', '0.3', '--calls', '30');
    const code = await run.code();
    expect(run.said).toContain('seed 7: nothing lost, nothing done again that was known to be done');
    expect(code).toBe(0);
    for (const what of ['LOST', 'NOT ENDED', 'SENT AFTER A STORED ANSWER', '  NEITHER', 'BALANCE']) {
      expect([what, run.count(what)]).toEqual([what, 0]);
    }
    for (const what of ['events acknowledged', 'repeated', 'taken over', 'refused writes']) {
      expect(run.count(what)).toBeGreaterThan(0);
    }
  });

  it.each<[string, NodeJS.Signals, number | null]>([
    ['stopped by Ctrl-C', 'SIGINT', 130],
    ['killed with -9', 'SIGKILL', null],
  ])('leave no process and no folder behind when the command is %s', async (_what, signal, expected) => {
    const run = new ChaosRun('--seed', '8', '--minutes', '5');
    await until(() => run.said.includes('executors are ready'), { deadlineMs: 120_000, what: 'the storm to begin' });
    const processes = run.processes();
    expect(processes.length).toBeGreaterThan(5);
    run.tell(signal);
    expect(await run.code()).toBe(expected);
    await until(() => !processes.some(isAlive), { deadlineMs: 30_000, what: 'every process to end' });
    const folder = /stage (\S+)/.exec(run.said)?.[1] ?? '';
    expect(folder).toContain('aftercall-chaos-');
    expect(existsSync(folder)).toBe(false);
  });
});
