// What `npm run verify` looks at, in order: the cheap ones first.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../test/run-command.mjs';
import { runEverywhere } from '../test/nx.mjs';

/**
 * Files in the tree that a command makes. Each command takes `--check` and then exits 1, saying how to make the file anew,
 * when the file in the tree is not what it would write. One line here is all that a new one needs.
 */
const generated = [
  { file: 'apps/flow-registry/schema.graphql', script: 'tools/dump-schema.mjs' },
  { file: 'docs/reference/graphql.md', script: 'tools/describe-graphql.mjs' },
  { file: 'docs/reference/roles.md', script: 'tools/describe-roles.mjs' },
  { file: 'docs/reference/configuration.md', script: 'tools/describe-config.mjs' },
  { file: 'apps/studio/src/registry-client/generated/graphql.ts', script: 'apps/studio/codegen.mjs' },
  { file: 'docs/reference/asyncapi.yaml', script: 'tools/describe-call-events.mjs' },
  { file: 'docs/reference/flow-language.md', script: 'tools/describe-flow-language.mjs' },
];

const bin = (root, file) => join(root, 'node_modules', file);

const node = (root, script, ...args) => runCommand(process.execPath, [join(root, script), ...args], { cwd: root });

async function checkGenerated(root) {
  let worst = 0;
  for (const { file, script } of generated) {
    console.log(`${file} by ${script}`);
    if (existsSync(join(root, script))) worst = Math.max(worst, await node(root, script, '--check'));
    else {
      console.error(`${script} does not exist, so nobody knows whether ${file} is fresh`);
      worst = 1;
    }
  }
  return worst;
}

/** Each runs on its own and returns an exit code. */
export const staticStages = [
  {
    name: 'format',
    says: 'files are formatted (remedy: npm run format)',
    run: (root) =>
      runCommand(process.execPath, [bin(root, 'prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'], {
        cwd: root,
      }),
  },
  { name: 'lint', says: "the house's rules hold", run: (root) => runEverywhere(root, 'lint') },
  { name: 'types', says: 'the compiler agrees', run: (root) => runEverywhere(root, 'typecheck') },
  { name: 'docs', says: 'what documents name exists', run: (root) => node(root, 'tools/docs/check-docs.mjs') },
  { name: 'generated', says: 'files made by commands are fresh', run: checkGenerated },
  {
    name: 'sizes',
    says: 'the size law, as a distribution',
    run: (root) => node(root, 'tools/house-lint/size-report.mjs'),
  },
];

export const testStage = {
  name: 'tests',
  says: 'every suite passes',
  run: (root) => node(root, 'tools/test/test.mjs'),
};
