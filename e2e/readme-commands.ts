import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** One shell block of the README. */
export interface ReadmeBlock {
  /** The heading that it stands under. */
  heading: string;
  text: string;
}

/** The shell blocks of the README in order, but the two commands that start everything themselves. */
export function readmeBlocks(): ReadmeBlock[] {
  const sections = readFileSync(resolve(root, 'README.md'), 'utf8').split(/^## /m);
  return sections.flatMap((section) => {
    const [heading = ''] = section.split('\n', 1);
    const texts = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
    return texts.filter((text) => !/^npm (run up|test)\s*$/.test(text)).map((text) => ({ heading, text }));
  });
}

/** What a shell said to some blocks, one after the other. */
export interface ShellOutcome {
  status: number | null;
  answers: string;
  complaints: string;
}

/** Runs blocks in one shell that ends at the first command that fails, against the installation in that folder. */
export function runBlocks(blocks: readonly ReadmeBlock[], folder: string): ShellOutcome {
  const script = blocks
    .map(({ text }) => text)
    .join('\n')
    .replaceAll('./.aftercall/up.json', `${folder}/up.json`);
  const shell = spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: root, encoding: 'utf8' });
  return { status: shell.status, answers: shell.stdout, complaints: shell.stderr };
}
