import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProcessBirth } from '@aftercall/dev-harness';
import { createSay } from '../say.ts';
import { endLeftovers, noteProcesses } from './leftovers.ts';

let folder: string;
const said: string[] = [];
const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercall-leftovers-'));
  said.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const startScript = async (script: string) => {
  const child = spawn(process.execPath, ['-e', `${script}; setInterval(() => undefined, 1000); console.log('up')`]);
  await once(child.stdout, 'data');
  return child;
};

describe('endLeftovers', () => {
  it('ends what was noted, also what does not listen to SIGTERM, and says so', async () => {
    const [polite, stubborn] = [await startScript(''), await startScript("process.on('SIGTERM', () => undefined)")];
    const ended = Promise.all([once(polite, 'exit'), once(stubborn, 'exit')]);
    noteProcesses(folder, { executor: polite.pid ?? null, vault: stubborn.pid ?? null, target: null });
    await endLeftovers(folder, say, 300);
    expect(await ended).toEqual([
      [null, 'SIGTERM'],
      [null, 'SIGKILL'],
    ]);
    expect(said).toEqual([expect.stringContaining(`executor ${String(polite.pid)}, vault ${String(stubborn.pid)}`)]);
    expect(existsSync(join(folder, 'processes.json'))).toBe(false);
  });

  it('leaves alone a process that only has the same id', async () => {
    const stranger = await startScript('');
    const noted = [{ name: 'executor', pid: stranger.pid, birth: 'another life' }];
    writeFileSync(join(folder, 'processes.json'), JSON.stringify(noted));
    await endLeftovers(folder, say);
    expect(findProcessBirth(stranger.pid ?? 0)).toBeDefined();
    expect(said).toEqual([]);
    stranger.kill();
    await once(stranger, 'exit');
  });
});
