// npm run up. On a bare clone this is the first code that runs, on the system's Node 20 or later: it reads what is wanted,
// installs what is missing, goes on with Node 24 and hands over to main.ts.
import module from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';
import { help, readCommand } from './command.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Workspace packages are read from their sources, so that the launcher itself needs no build. */
function readSources() {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, '@aftercall/source'] }),
  });
}

async function run() {
  const command = readCommand(process.argv.slice(2));
  if (command.name === 'help') {
    console.log(help);
    return 0;
  }
  if (command.name === 'unknown') {
    console.error(`${command.problem}\n\n${help}`);
    return 64; // EX_USAGE of sysexits.h
  }
  process.chdir(root);
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  readSources();
  const { main } = await import('./main.ts');
  return main(command, root);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
