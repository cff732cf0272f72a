import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ensureInstalled, InstallError } from './ensure-installed.mjs';

const environment = { ...process.env };
let root;

/** An npm that installs what the lockfile says, or fails as it is told, and notes each call. */
function scriptNpm(body) {
  const bin = join(root, 'fake bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$*" >> calls\n${body}\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  process.env.PATH = `${bin}${delimiter}${environment.PATH}`;
}
const installing = 'mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json';
const calls = () =>
  existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : [];
const writeLock = (file, packages) => writeFileSync(join(root, file), JSON.stringify({ packages }));
const ensure = async () => {
  const said = [];
  const result = await ensureInstalled({ root, say: (line) => said.push(line) });
  return { ...result, said };
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ensure installed '));
  delete process.env.npm_execpath;
  writeLock('package-lock.json', { '': {}, 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } });
  scriptNpm(installing);
});

afterEach(() => {
  Object.assign(process.env, environment);
  rmSync(root, { recursive: true, force: true });
});

test('installs once, says so, and then leaves it', async () => {
  const first = await ensure();
  expect(first.installed).toBe(true);
  expect(first.said.join('\n')).toMatch(/npm ci.*\nInstalled in \d+ s\./s);
  expect(await ensure()).toEqual({ installed: false, said: [] });
  expect(calls()).toEqual(['ci --include=dev --include=optional --no-audit --no-fund --loglevel=error']);
});

test('installs again when the lockfile changed', async () => {
  await ensure();
  writeLock('package-lock.json', { 'node_modules/zod': { version: '4.6.8', integrity: 'sha512-b' } });
  expect(await ensure()).toMatchObject({ installed: true });
});

test('keeps what somebody installed by hand, if it is what the lockfile asks for', async () => {
  mkdirSync(join(root, 'node_modules'));
  const zod = { version: '4.6.7', integrity: 'sha512-a' };
  writeLock('package-lock.json', {
    '': {},
    'node_modules/zod': zod,
    'node_modules/mac': { version: '1.0.0', optional: true },
  });
  writeLock('node_modules/.package-lock.json', { 'node_modules/zod': zod });
  expect(await ensure()).toMatchObject({ installed: false });
  writeLock('node_modules/.package-lock.json', { 'node_modules/zod': { ...zod, version: '4.6.6' } });
  expect(await ensure()).toMatchObject({ installed: true });
});

test('an install that was cut short is done again', async () => {
  mkdirSync(join(root, 'node_modules/zod'), { recursive: true }); // npm writes its own lockfile last
  expect(await ensure()).toMatchObject({ installed: true });
});

test('two at once install once', async () => {
  scriptNpm(`sleep 0.4; ${installing}`);
  const results = await Promise.all([ensure(), ensure()]);
  expect(results.map(({ installed }) => installed).sort()).toEqual([false, true]);
  expect(calls()).toHaveLength(1);
});

test('the lock of a process that died holds nobody up', async () => {
  mkdirSync(join(root, '.aftercall'));
  writeFileSync(join(root, '.aftercall/install.lock'), '999999999');
  expect(await ensure()).toMatchObject({ installed: true });
});

test('a failed install says what to do, and is tried again the next time', async () => {
  scriptNpm('exit 7');
  await expect(ensure()).rejects.toThrow(/exit code 7.*\nRemedy: .*npm ping/);
  scriptNpm(installing);
  expect(await ensure()).toMatchObject({ installed: true });
});

test('without a lockfile it installs nothing', async () => {
  rmSync(join(root, 'package-lock.json'));
  await expect(ensure()).rejects.toThrow(InstallError);
  expect(calls()).toEqual([]);
});
