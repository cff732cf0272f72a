// Compiles one project's src to dist with SWC (node tools/build/build.mjs <project folder>). Types are checked by
// the typecheck target, not here. Files that are no TypeScript (SQL, GraphQL, JSON) are copied beside the code.
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformFile } from '@swc/core';
import { swcOptions } from './swc-options.mjs';

const project = process.argv[2];
if (!project) {
  console.error('usage: node tools/build/build.mjs <project folder>');
  process.exit(64);
}
const src = resolve(project, 'src');
const dist = resolve(project, 'dist');
const isTestOnly = (file) => /\.(spec|contract)\.ts$|(^|\/)testing\//.test(file);

rmSync(dist, { recursive: true, force: true });
const files = globSync('**/*', { cwd: src, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(src, join(entry.parentPath, entry.name)))
  .filter((file) => !isTestOnly(file));

for (const file of files) {
  const target = join(dist, file);
  mkdirSync(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) {
    cpSync(join(src, file), target);
    continue;
  }
  const { code, map } = await transformFile(join(src, file), {
    ...swcOptions,
    sourceMaps: true,
    jsc: { ...swcOptions.jsc, rewriteRelativeImportExtensions: true },
  });
  const out = target.replace(/\.ts$/, '.js');
  writeFileSync(out, `${code}\n//# sourceMappingURL=${relative(dirname(out), `${out}.map`)}\n`);
  writeFileSync(`${out}.map`, map ?? '');
}
