import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = resolve(dirname(fileURLToPath(import.meta.url)), 'check-docs.mjs');
let root;

const write = (file, text) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const check = () => {
  const { status, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  return { status, problems: stderr.split('\n').filter(Boolean) };
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'check-docs '));
  write('package.json', '{ "scripts": { "up": "x" } }');
  write('apps/executor/src/runs/run-ledger.ts', '');
  write('apps/executor/src/runs/postgres/postgres-run-ledger.ts', '');
  write('docs/GLOSSARY.md', '# Words');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('accepts paths, links, placeholders and scripts that exist', () => {
  write(
    'README.md',
    [
      'See `apps/executor/src/runs/run-ledger.ts`, apps/executor/src/runs/*.ts and [words](docs/GLOSSARY.md#words).',
      'Start with `npm run up`; builds go to `apps/executor/dist/main.js`; read <https://example.com/docs/nothing>.',
    ].join('\n'),
  );
  write('docs/page.md', '[back](../README.md) and `libs/` is not named');
  mkdirSync(join(root, 'libs'));
  expect(check()).toEqual({ status: 0, problems: [] });
});

test.each([
  [
    'a code span',
    'README.md',
    'See `apps/executor/src/gone.ts`.',
    'README.md:1  apps/executor/src/gone.ts does not exist',
  ],
  ['plain text', 'README.md', 'one\nSee docs/gone.md.', 'README.md:2  docs/gone.md. does not exist'],
  ['a link', 'docs/page.md', '[x](gone.md)', 'docs/page.md:1  gone.md leads nowhere'],
  ['a relative span', 'docs/page.md', 'See `../gone.md`', 'docs/page.md:1  ../gone.md leads nowhere'],
  ['a fenced block', 'CONTRIBUTING.md', '```\ntools/gone.mjs\n```', 'CONTRIBUTING.md:2  tools/gone.mjs does not exist'],
  [
    'a folder before a placeholder',
    'README.md',
    '`libs/gone/<kind>.ts`',
    'README.md:1  libs/gone/<kind>.ts does not exist',
  ],
  ['a script', 'README.md', '`npm run gone`', 'README.md:1  npm run gone is not in package.json'],
])('fails on %s that names what is not there', (_, document, text, problem) => {
  write(document, text);
  expect(check()).toEqual({ status: 1, problems: [problem] });
});

test('reads a list of paths as steps from the file before', () => {
  write('docs/ARCHITECTURE.md', '```\n1 apps/executor/src/runs/run-ledger.ts → postgres/postgres-run-ledger.ts\n```\n');
  expect(check()).toEqual({ status: 0, problems: [] });
  write('docs/ARCHITECTURE.md', '```\n1 apps/executor/src/runs/run-ledger.ts → postgres/gone.ts\n```\n');
  expect(check()).toEqual({
    status: 1,
    problems: ['docs/ARCHITECTURE.md:2  postgres/gone.ts is not in apps/executor/src/runs'],
  });
});
