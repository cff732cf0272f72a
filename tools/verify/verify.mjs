// npm run verify: all that must hold before a change is merged. `-- --static` leaves the tests out. Every stage runs, so that
// one look shows all that is wrong.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';
import { staticStages, testStage } from './stages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

async function runStage(stage) {
  console.log(`\n== ${stage.name}: ${stage.says}`);
  const began = Date.now();
  const exitCode = await stage.run(root);
  return { name: stage.name, isGreen: exitCode === 0, seconds: Math.round((Date.now() - began) / 1000) };
}

async function main() {
  process.chdir(root);
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  const stages = process.argv.includes('--static') ? staticStages : [...staticStages, testStage];
  const results = [];
  for (const stage of stages) results.push(await runStage(stage));
  console.log('\n== summary');
  for (const { name, isGreen, seconds } of results)
    console.log(`${isGreen ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
  const failed = results.filter(({ isGreen }) => !isGreen).map(({ name }) => name);
  console.log(failed.length === 0 ? 'verify: all stages passed' : `verify: failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
