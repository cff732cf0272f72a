import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** What the model imports from outside; each is given to the browser as the ES module that the package has for it. */
const packages = [
  'zod',
  '@marcbachmann/cel-js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  'libphonenumber-js/min',
];

/** Serves the sources of the repository as ES modules, types stripped, and a page whose import map leads to the packages. */
export async function serveSources(): Promise<{ origin: string; server: Server }> {
  const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports: importMap() })}</script>`;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname);
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      return;
    }
    try {
      const text = readFileSync(join(root, path), 'utf8');
      const script = path.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}

function importMap(): Record<string, string> {
  const script = `console.log(JSON.stringify(${JSON.stringify(packages)}.map((name) => import.meta.resolve(name))))`;
  const flags = ['--input-type=module', '--eval', script];
  const found = JSON.parse(
    execFileSync(process.execPath, flags, { cwd: join(root, 'libs/flow-model'), encoding: 'utf8' }),
  ) as string[];
  const urls = packages.map((name, index) => [name, `/${relative(root, new URL(found[index] ?? '').pathname)}`]);
  // Node takes this package's CommonJS form; its ES module is named by the field for bundlers.
  return {
    ...(Object.fromEntries(urls) as Record<string, string>),
    'json-p3': '/node_modules/json-p3/dist/json-p3.esm.js',
    '@aftercall/flow-model': '/libs/flow-model/src/index.ts',
  };
}
