import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { until } from '@aftercall/dev-harness';
import { World } from '../world.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** The shell blocks of the README, but the two commands that start everything themselves. */
function readmeCommands(): string[] {
  const text = readFileSync(resolve(root, 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  return blocks.filter((block) => !/^npm (run up|test)\s*$/.test(block));
}

describe('the README', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());

  it('tells what works: its commands, one after the other in one shell', async () => {
    const blocks = readmeCommands();
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    const said: string[] = [];
    // The last block asks what became of the call: it is given the moment that the README promises.
    const run = (commands: readonly string[]) => {
      const script = commands.join('\n').replaceAll('./.aftercall/up.json', `${world.folder}/up.json`);
      const shell = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: root, encoding: 'utf8' });
      said.push(shell.stderr);
      expect(shell.status).toBe(0);
      return shell.stdout;
    };
    const answers = run(blocks);
    expect(said.join('')).toBe('');
    expect(answers).not.toContain('"errors"');
    expect(answers).toContain('"status":"new"');
    expect(answers).toContain('"number":1');
    expect(answers.match(/"userErrors":\[\]/g)?.length).toBeGreaterThanOrEqual(3);
    const lookAgain = [blocks[0] ?? '', blocks.at(-1) ?? ''];
    await until(() => run(lookAgain).includes('"SUCCEEDED"'), {
      deadlineMs: 10_000,
      what: "the README's run succeeds",
    });
    expect(run(lookAgain)).toMatch(/"ticketId":"T-\d+"/);
    expect(existsSync(resolve(root, 'LICENSE'))).toBe(true);
  });
});
