// How the Studio is built, and how it is served while one works on it (npm run dev -w apps/studio, with `npm run up` beside it).
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const root = import.meta.dirname;
const source = '@aftercall/source';

export default defineConfig(({ command }) => ({
  root,
  plugins: [react()],
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
