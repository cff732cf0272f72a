import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const module = pathToFileURL(resolve(dirname(fileURLToPath(import.meta.url)), 'pinned-node.mjs'));
let root;

/** A workspace whose npm brought a Node along (a shim around this one), and a script in it that hands itself over. */
function start(body) {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node'), `#!/bin/sh\nBY_SHIM=1 exec '${process.execPath}' "$@"\n`);
  chmodSync(join(bin, 'node'), 0o755);
  const script = join(root, 'script.mjs');
  const text = `import { continueOnPinnedNode } from '${module}';\nawait continueOnPinnedNode(${JSON.stringify(root)});\n${body}\n`;
  writeFileSync(script, text);
  const child = spawn(process.execPath, [script, 'an argument'], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  return child;
}

const hangingAround = `
  const count = { SIGINT: 0, SIGTERM: 0 };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    count[signal] += 1;
    setTimeout(() => { console.log(JSON.stringify(count)); process.exit(3); }, 200);
  });
  setInterval(() => {}, 1000);
  console.log('ready');`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pinned node '));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('goes on with the Node that npm brought, once, with the same arguments and exit code', async () => {
  const child = start(
    `console.log([process.env.BY_SHIM, process.argv[2], process.env.AFTERCALL_HANDED_OVER].join('|')); process.exit(5);`,
  );
  const said = child.stdout.toArray();
  expect(await once(child, 'exit')).toEqual([5, null]);
  expect((await said).join('')).toBe('1|an argument|\n');
});

test('a Ctrl-C that comes from the terminal and from npm is one', async () => {
  const child = start(hangingAround);
  await once(child.stdout, 'data');
  const said = once(child.stdout, 'data');
  child.kill('SIGINT');
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([3, null]);
  expect(await said).toEqual(['{"SIGINT":1,"SIGTERM":0}\n']);
});

test('ends when the process around it is killed', async () => {
  const child = start(hangingAround);
  await once(child.stdout, 'data');
  const said = once(child.stdout, 'data');
  child.kill('SIGKILL');
  expect(await said).toEqual(['{"SIGINT":0,"SIGTERM":1}\n']);
});
