// Runs one project's jest suite: node tools/test/jest.mjs <project folder> <project name> test|integration|e2e [jest flags].
// The report in reports/<name>.<kind>.json is what `npm test` adds up.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runEverywhere } from './nx.mjs';

const [project, name, kind, ...flags] = process.argv.slice(2);
const patterns = {
  test: '(?<!\\.int)\\.spec\\.(ts|mjs)$',
  integration: '\\.int\\.spec\\.(ts|mjs)$',
  e2e: '\\.e2e\\.ts$',
};
const pattern = patterns[kind];
if (!project || !name || !pattern) {
  console.error('usage: node tools/test/jest.mjs <project folder> <project name> test|integration|e2e [jest flags]');
  process.exit(64);
}
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
mkdirSync(resolve(root, 'reports'), { recursive: true });
// Stories run beside each other, and a build takes the files away that another story's services are being read from: what
// they start is built once, before them.
if (kind === 'e2e' && (await runEverywhere(root, 'build')) !== 0) process.exit(1);
/** One after another where suites share one PostgreSQL and one Kafka; stories bring their own. */
const workers = { test: [], integration: ['--runInBand'], e2e: ['--maxWorkers=2'] }[kind];
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--experimental-vm-modules',
    // What is set up before the suites is loaded by Node itself: sources there, too.
    '--conditions=@aftercall/source',
    resolve(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    resolve(root, project, 'jest.config.cjs'),
    `--testRegex=${pattern}`,
    '--passWithNoTests',
    '--json',
    `--outputFile=${resolve(root, 'reports', `${name}.${kind}.json`)}`,
    ...workers,
    ...flags,
  ],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      AFTERCALL_SUITE: kind,
      AFTERCALL_PROJECT: name,
      ...(kind === 'e2e' ? { AFTERCALL_BUILD: 'off' } : {}),
    },
  },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
