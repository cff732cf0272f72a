// npm run bench [-- <name> [arguments]]: prints figures, asserts nothing. Each bench is a folder here with a script of its name.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';
import { runEverywhere } from '../test/nx.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const benches = readdirSync(here).filter((name) => existsSync(join(here, name, `${name}.ts`)));

async function main() {
  process.chdir(root);
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  const [name, ...args] = process.argv.slice(2);
  if (name !== undefined && !benches.includes(name)) {
    console.error(`no bench is named ${name}; there are: ${benches.join(', ')}`);
    return 64;
  }
  console.log('building the services …');
  const built = await runEverywhere(root, 'build');
  if (built !== 0) return built;
  let worst = 0;
  for (const bench of name === undefined ? benches : [name]) {
    console.log(`\n== ${bench}`);
    worst = Math.max(worst, await run(join(here, bench, `${bench}.ts`), args));
  }
  return worst;
}

function run(script, args) {
  const child = spawn(process.execPath, ['--conditions=@aftercall/source', script, ...args], { stdio: 'inherit' });
  return new Promise((done) => child.on('exit', (code, signal) => done(signal ? 1 : code)));
}

process.exit(await main());
