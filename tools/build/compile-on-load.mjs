// node --import <this> <script>.ts: runs sources with decorators, which Node alone cannot, without a build beside them.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { swcOptions } from './swc-options.mjs';

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const options = { ...swcOptions, filename: file, sourceMaps: 'inline' };
    const { code } = transformSync(readFileSync(file, 'utf8'), options);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
