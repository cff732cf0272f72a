// npm run chaos [-- <name>] [arguments]: kills, stops and restarts what the product stands on, compares what became of every call
// with what was sent, prints a table, and exits 1 when anything is missing or too much. Without a name: executor. Each is a folder
// here with a script of its name; `stage` holds what they share.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const usual = 'executor';
const names = readdirSync(here).filter((name) => existsSync(join(here, name, `${name}.ts`)));

async function main() {
  process.chdir(root);
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  const given = process.argv.slice(2);
  const isNamed = given[0] !== undefined && !given[0].startsWith('-');
  const name = isNamed ? given[0] : usual;
  if (!names.includes(name)) {
    console.error(`no chaos is named ${name}; there are: ${names.join(', ')}`);
    return 64;
  }
  return run(join(here, name, `${name}.ts`), isNamed ? given.slice(1) : given);
}

/** Whoever stops us stops the script, which ends everything that it started; then we end. It hears by the channel when we are killed. */
function run(script, args) {
  const flags = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.on('exit', (code, signal) => done(signal ? 1 : code)));
}

process.exit(await main());
