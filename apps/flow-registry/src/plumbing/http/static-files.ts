import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** What a build may hold; anything else is sent as bytes that no browser runs. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/;
/** Below that, headers weigh more than what is saved. */
const MIN_COMPRESSED_BYTES = 1024;
/** Each file is compressed once per process and encoding: dense, and still some tens of milliseconds for the largest. */
const BROTLI_QUALITY = 9;

export type Encoding = 'br' | 'gzip' | 'identity';

/** One file as it is sent. */
export class StaticFile {
  readonly type: string;
  private readonly hash: string;
  private readonly encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(
    name: string,
    readonly content: Buffer,
  ) {
    this.type = TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
    this.hash = createHash('sha256').update(content).digest('base64url').slice(0, 27);
  }

  get isCompressible(): boolean {
    return COMPRESSIBLE.test(this.type) && this.content.length >= MIN_COMPRESSED_BYTES;
  }

  /** Each encoding is another representation, so it has a tag of its own (RFC 9110, 8.8.3). */
  etag(encoding: Encoding): string {
    return `"${this.hash}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  }

  body(encoding: Encoding): Promise<Buffer> {
    const known = this.encoded.get(encoding);
    if (known !== undefined) return known;
    const made = this.encode(encoding);
    this.encoded.set(encoding, made);
    return made;
  }

  private encode(encoding: Encoding): Promise<Buffer> {
    if (encoding === 'identity') return Promise.resolve(this.content);
    if (encoding === 'gzip') return compressGzip(this.content);
    return compressBrotli(this.content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
  }
}

/**
 * The files of a folder by their URL path, all in memory: what is not among them does not exist, so no spelling of a path
 * reaches anything else. They are read again when the page has changed, because a new build writes that last.
 */
export class StaticFiles {
  private files: ReadonlyMap<string, StaticFile> = new Map();
  private readAtMs: number | undefined;

  /** @param page - the file that a build always has, `index.html` */
  constructor(
    private readonly folder: string,
    private readonly page: string,
  ) {}

  /** `undefined`: there is no such file, or no build. */
  async find(path: string): Promise<StaticFile | undefined> {
    await this.readAgainIfChanged();
    return this.files.get(path);
  }

  private async readAgainIfChanged(): Promise<void> {
    const changedMs = await stat(join(this.folder, this.page)).then(
      (found) => found.mtimeMs,
      () => undefined,
    );
    if (changedMs === this.readAtMs) return;
    this.files = changedMs === undefined ? new Map() : await readAll(this.folder);
    this.readAtMs = changedMs;
  }
}

async function readAll(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = names.map(async (name): Promise<[string, StaticFile]> => {
    const path = `/${relative(folder, name).split(sep).join('/')}`;
    return [path, new StaticFile(name, await readFile(name))];
  });
  return new Map(await Promise.all(files));
}

/** The best encoding that an `Accept-Encoding` header allows; `q=0` refuses one. */
export function chooseEncoding(header: string | undefined): Encoding {
  const accepted = new Set(
    (header ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.split(';').map((piece) => piece.trim()))
      .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
      .map(([name]) => name),
  );
  if (accepted.has('br')) return 'br';
  return accepted.has('gzip') ? 'gzip' : 'identity';
}
