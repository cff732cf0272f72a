// Makes node_modules fit package-lock.json before anything that needs it runs. Plain JavaScript for Node 20 and later
// without dependencies: on a bare clone this is the first code that runs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The dependencies cannot be installed; the message says what to do about it. */
export class InstallError extends Error {
  name = 'InstallError';
}

/**
 * Installs with `npm ci` when node_modules is missing or was made from another lockfile; else does nothing (≈ 10 ms).
 * Two processes that start at once do not disturb each other: the second waits for the first and finds its work.
 * @param {{ root: string, say?: (line: string) => void }} options root is the workspace's folder.
 * @returns {Promise<{ installed: boolean }>}
 * @throws InstallError when there is no lockfile, or npm fails.
 */
export async function ensureInstalled({ root, say = (line) => console.error(line) }) {
  if (!existsSync(join(root, 'package-lock.json'))) {
    throw new InstallError(`package-lock.json is missing in ${root}. Remedy: git checkout package-lock.json`);
  }
  if (isFresh(root)) return { installed: false };
  const unlock = await lockInstall(root, say);
  try {
    if (isFresh(root)) return { installed: false };
    await install(root, say);
    return { installed: true };
  } finally {
    unlock();
  }
}

/**
 * The stamp holds the hashes of the lockfile and of what npm says it installed. Without a stamp (somebody ran npm by
 * hand) the two are compared package by package, so that a good node_modules is not thrown away.
 */
function isFresh(root) {
  const wanted = readIfThere(join(root, 'package-lock.json'));
  const present = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  const expected = stamp(wanted, present);
  if (readIfThere(stampFile(root)) === expected) return true;
  if (!holdsAllOf(present, wanted)) return false;
  writeStamp(root, expected);
  return true;
}

const stampFile = (root) => join(root, 'node_modules', '.aftercall-install');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const stamp = (wanted, present) => `${sha256(wanted)} ${sha256(present)}\n`;

function writeStamp(root, text) {
  const draft = `${stampFile(root)}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, stampFile(root));
  } catch {
    rmSync(draft, { force: true }); // a node_modules of somebody else: compared anew each time, that is all
  }
}

/** npm writes node_modules/.package-lock.json last, so its presence means that the install came to its end. */
function holdsAllOf(present, wanted) {
  try {
    const there = JSON.parse(present).packages;
    return Object.entries(JSON.parse(wanted).packages).every(([path, entry]) => {
      const found = there[path];
      if (path === '') return true;
      if (!found) return entry.optional === true; // made for another platform
      return found.version === entry.version && found.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

async function install(root, say) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  say('Installing dependencies with npm ci (about a minute on a first run, needs the npm registry) …');
  const progress = setInterval(() => say(`  still installing, ${seconds()} s`), 10_000);
  try {
    const { code, signal } = await runNpmCi(root);
    if (signal) throw new InstallError(`npm ci was stopped by ${signal}; the next start installs again.`);
    if (code !== 0) throw new InstallError(remedy(code));
  } finally {
    clearInterval(progress);
  }
  const present = readIfThere(join(root, 'node_modules', '.package-lock.json')) ?? '';
  writeStamp(root, stamp(readFileSync(join(root, 'package-lock.json'), 'utf8'), present));
  say(`Installed in ${seconds()} s.`);
}

/**
 * Development packages are asked for by name because NODE_ENV=production would leave them out. Log level `error` keeps
 * back about fifty EBADENGINE and deprecation lines that nobody here can act upon.
 */
function runNpmCi(root) {
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const byNpm = npm && node && existsSync(npm) && existsSync(node) && !node.startsWith(join(root, 'node_modules'));
  const [command, args] = byNpm ? [node, [npm, ...flags]] : ['npm', flags];
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: pathWithoutOwnBin(root) },
      stdio: ['ignore', 2, 2], // what npm prints is progress, not the caller's answer
    });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', (cause) =>
      fail(new InstallError(`npm cannot be started (${cause.message}). Remedy: install npm, then run this again.`)),
    );
    child.on('exit', (code, signal) => done({ code, signal }));
    child.on('close', () => process.off('SIGINT', pass).off('SIGTERM', pass));
  });
}

/** npm ci deletes node_modules, and with it the Node that node_modules/.bin may have put first on the path. */
function pathWithoutOwnBin(root) {
  const own = join(resolve(root), 'node_modules', '.bin');
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => resolve(folder || '.') !== own)
    .join(delimiter);
}

function remedy(code) {
  return [
    `npm ci failed with exit code ${code}; its own words are above.`,
    'Remedy: see that the npm registry answers (npm ping), that 1.5 GB of disk are free and that the folder is yours,',
    'then run the same command again. `npm ci` alone shows the full log.',
  ].join('\n');
}

async function lockInstall(root, say) {
  const folder = join(root, '.aftercall');
  const lock = join(folder, 'install.lock');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw new InstallError(`${lock} cannot be written: ${error.message}`);
    }
    const owner = Number(readIfThere(lock));
    if (owner && !isAlive(owner)) rmSync(lock, { force: true });
    else if (waited === 5) say(`Another process (${owner || 'just started'}) is installing; waiting for it …`);
    if (waited > 5 && !owner) rmSync(lock, { force: true }); // its maker died before it could write its number
    await sleep(200);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
