// How the Studio is built, and how it is served while one works on it (npm run dev -w apps/studio, with `npm run up` beside it).
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const root = import.meta.dirname;
const source = '@aftercall/source';

export default defineConfig(({ command }) => ({
  root,
  plugins: [react(), licences()],
  define: { 'import.meta.env.STUDIO_VERSION': JSON.stringify(versionOf('package.json')) },
  resolve: { conditions: [source, ...defaultClientConditions] },
  build: {
    target: 'es2023',
    manifest: true,
    assetsInlineLimit: 0, // the policy that the registry sends allows no data: URL
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: command === 'serve' ? devServer() : undefined,
}));

/** `/licences.json`: what the services and the Studio are made of, by the lock file; the page About lists it. */
function licences() {
  return {
    name: 'licences',
    generateBundle() {
      const { packages } = JSON.parse(readFileSync(join(root, '../../package-lock.json'), 'utf8'));
      const listed = Object.entries(packages)
        .filter(([place, { dev, devOptional }]) => place.includes('node_modules/') && !dev && !devOptional)
        .filter(([, { link }]) => link !== true)
        .map(([place, { version, license }]) => ({
          name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
          version,
          licence: license ?? 'not said',
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      const source = JSON.stringify([...new Map(listed.map((one) => [`${one.name}@${one.version}`, one])).values()]);
      this.emitFile({ type: 'asset', fileName: 'licences.json', source });
    },
  };
}

function versionOf(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).version;
}

/** Hands on to the services that `npm run up` started what is not a file of the Studio. */
function devServer() {
  const folder = process.env.AFTERCALL_FOLDER ?? resolve(root, '../../.aftercall');
  const file = join(folder, 'up.json');
  if (!existsSync(file)) return { host: '127.0.0.1' };
  const up = JSON.parse(readFileSync(file, 'utf8'));
  const target = new URL(up.graphqlUrl).origin;
  const headers = { origin: target, authorization: `Bearer ${up.adminToken}` };
  const toRegistry = { target, changeOrigin: true, headers, ws: true };
  return { host: '127.0.0.1', proxy: { '/graphql': toRegistry, '/auth/': toRegistry } };
}
