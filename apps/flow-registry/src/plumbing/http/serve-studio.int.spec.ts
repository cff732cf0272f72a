import { until } from '@aftercall/dev-harness';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';

const PAGE = `<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" nonce="__CSP_NONCE__" src="/assets/app-1.js"></script>`;
const SCRIPT = `export const text = "${'studio '.repeat(500)}";`;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

describe('the Studio at /', () => {
  let registry: RunningRegistry;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'studio-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), PAGE);
    await writeFile(join(folder, 'assets/app-1.js'), SCRIPT);
    await writeFile(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    registry = await RunningRegistry.start({ STUDIO_FOLDER: folder });
  });
  afterAll(async () => {
    await registry.stop();
    await rm(folder, { recursive: true });
  });

  /** Without what `fetch` does by itself: paths as they are written, bodies as they come. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(registry.url(''));
      request({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        });
      })
        .on('error', reject)
        .end();
    });
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it.each(['/', '/index.html', '/overview', '/calls/c-1.2', '/agents/agent%2Fbilling/actions/post-call?q=x'])(
    'answers its page for %s, with a nonce for this answer alone',
    async (path) => {
      const [first, second] = [await get(path, page), await get(path, page)];
      const nonces = [first, second].map((answer) => {
        const text = answer.body.toString();
        const nonce = /content="([^"]+)"/.exec(text)?.[1] ?? 'none';
        expect(text).toBe(PAGE.replaceAll('__CSP_NONCE__', nonce));
        expect(answer.headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}';`);
        return nonce;
      });
      expect(first.status).toBe(200);
      expect(new Set(nonces).size).toBe(2);
      expect(first.headers['cache-control']).toBe('no-store');
    },
  );

  it('says what the installation is for, as text and never as a tag', async () => {
    const named = await mkdtemp(join(tmpdir(), 'studio-'));
    await writeFile(
      join(named, 'index.html'),
      '<meta name="environment" content="__ENVIRONMENT_NAME__ __ENVIRONMENT_COLOUR__">',
    );
    const environment = { ENVIRONMENT_NAME: '"><b>Live & well', ENVIRONMENT_COLOUR: 'red' };
    const replica = await registry.startReplica({ STUDIO_FOLDER: named, ...environment });
    const answer = await fetch(registry.url('/', replica), { headers: page });
    await rm(named, { recursive: true });
    expect(await answer.text()).toBe('<meta name="environment" content="&#34;&#62;&#60;b&#62;Live &#38; well red">');
  });

  it('allows nothing from elsewhere, nothing inline, and no frame', async () => {
    const { headers } = await get('/', page);
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain(`connect-src 'self' ${registry.url('').replace('http', 'ws')};`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    const forged = await get('/', { ...page, host: "x; script-src 'unsafe-inline'" });
    expect(String(forged.headers['content-security-policy'])).not.toContain('unsafe-inline');
  });

  it('sends files compressed as the browser can, for ever when their name says their content', async () => {
    const [plain, brotli, gzip, refused] = [
      await get('/assets/app-1.js'),
      await get('/assets/app-1.js', { 'accept-encoding': 'gzip, deflate, br' }),
      await get('/assets/app-1.js', { 'accept-encoding': 'gzip' }),
      await get('/assets/app-1.js', { 'accept-encoding': 'br;q=0, gzip;q=0.0' }),
    ];
    expect([plain, refused].map((answer) => answer.headers['content-encoding'])).toEqual([undefined, undefined]);
    expect([brotli, gzip].map((answer) => answer.headers['content-encoding'])).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT);
    expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT);
    expect(brotli.body.length).toBeLessThan(SCRIPT.length / 10);
    expect(brotli.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    });
    expect((await get('/favicon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    });
  });

  it('answers 304 to whoever has the file as it is, in the same encoding', async () => {
    const etag = String((await get('/assets/app-1.js', { 'accept-encoding': 'br' })).headers['etag']);
    const again = await get('/assets/app-1.js', { 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect((await get('/assets/app-1.js', { 'if-none-match': etag })).status).toBe(200);
    const head = await get('/assets/app-1.js', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it.each([
    '/assets/gone-2.js',
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/favicon.svg/',
  ])('has no other file: %s', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    '/graphql/x',
    '/auth/nothing',
    '/internal/nothing',
    '/schemas/nothing',
    '/assets/gone-2.js',
    '/v1/call-events',
  ])('does not stand in for what programs ask: %s', async (path) => {
    expect((await get(path, page)).status).toBe(404);
  });

  it('says so when it is not built, and is there as soon as it is', async () => {
    await rm(join(folder, 'index.html'));
    const { status, body } = await get('/overview', page);
    expect([status, body.toString()]).toEqual([503, expect.stringContaining('The Studio is not built')]);
    await writeFile(join(folder, 'assets/app-3.js'), 'export {}');
    await writeFile(join(folder, 'index.html'), PAGE);
    await utimes(join(folder, 'index.html'), 1_900_000_000, 1_900_000_000);
    await until(async () => (await get('/overview', page)).status === 200, { what: 'the page' });
    expect((await get('/assets/app-3.js')).status).toBe(200);
  });
});
