// Composes apps/flow-registry/schema.graphql, the public contract, from the *.graphql files beside the features.
// node tools/dump-schema.mjs writes it; --check fails when the committed file is stale. Both refuse what breaks a client that
// was written against the last commit's file (--breaking: it is meant), and an operation without an example.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeTypeDefs } from '@graphql-tools/merge';
import { buildASTSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { breakingChanges } from './contract/breaking-changes.mjs';
import { operationsOf } from './contract/operations.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const app = join(root, 'apps/flow-registry');
const target = join(app, 'schema.graphql');
const files = globSync('src/**/*.graphql', { cwd: app }).sort();
const schema = lexicographicSortSchema(
  buildASTSchema(mergeTypeDefs(files.map((file) => readFileSync(join(app, file), 'utf8')))),
);

const withoutExample = operationsOf(schema).filter(({ examples }) => examples.length === 0);
if (withoutExample.length > 0) {
  const names = withoutExample.map(({ kind, name }) => `${kind}.${name}`).join(', ');
  fail(
    `no example: ${names}. Put a \`\`\`graphql block into the description; e2e/stories/graphql-reference.e2e.ts runs it`,
  );
}

const sdl = await format(printSchema(schema), { ...(await resolveConfig(target)), parser: 'graphql' });
const breaks = process.argv.includes('--breaking') ? [] : breakingChanges(committed() ?? sdl, sdl);
if (breaks.length > 0) fail(`this breaks clients (--breaking if it is meant):\n  ${breaks.join('\n  ')}`);
if (!process.argv.includes('--check')) {
  writeFileSync(target, sdl);
  console.log(`wrote ${relative(root, target)} from ${files.length} files`);
} else if (readFileSync(target, 'utf8') !== sdl) {
  fail(`${relative(root, target)} is stale: run node tools/dump-schema.mjs and commit the result`);
}

/** The file as it was committed last; undefined outside a clone, and before the first commit of it. */
function committed() {
  try {
    const path = relative(root, target).replaceAll('\\', '/');
    return execFileSync('git', ['show', `HEAD:${path}`], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(`schema: ${message}`);
  process.exit(1);
}
