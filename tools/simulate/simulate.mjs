// npm run simulate [-- --seed n --minutes n]: the executor's own code in virtual time. What it does and takes is told in
// apps/executor/src/testing/simulation/simulate-command.ts.
import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const script = resolve(root, 'apps/executor/src/testing/simulation/simulate-command.ts');

await ensureInstalled({ root, say: console.log });
await continueOnPinnedNode(root);
const flags = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning'];
const child = spawn(process.execPath, [...flags, script, ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
