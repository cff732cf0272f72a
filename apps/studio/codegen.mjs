// Typed operations from the registry's schema: src/**/*.graphql → src/registry-client/generated.
// node apps/studio/codegen.mjs writes them; --check fails when what is committed is stale.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import { format, resolveConfig } from 'prettier';

const studio = import.meta.dirname;
const root = resolve(studio, '../..');
const folder = join(studio, 'src/registry-client/generated');

/** Documents are read where they are used; instants travel as text. */
const scalars = {
  ActionDocument: 'unknown',
  DateTime: 'string',
  FlowDocument: 'unknown',
  ID: 'string',
  JSON: 'unknown',
  Secret: 'unknown',
  VersionRef: 'string',
};

const files = await generate(
  {
    schema: join(root, 'apps/flow-registry/schema.graphql'),
    documents: [join(studio, 'src/**/*.graphql')],
    silent: true,
    generates: {
      [`${folder}/`]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: {
          documentMode: 'string',
          enumType: 'string-literal',
          scalars,
          strictScalars: true,
          useTypeImports: true,
        },
      },
    },
  },
  false,
);
const wanted = files.filter(({ filename }) => filename.endsWith('graphql.ts'));
const stale = [];
for (const { filename, content } of wanted) {
  const text = await format(content, { ...(await resolveConfig(filename)), parser: 'typescript' });
  if (existsSync(filename) && readFileSync(filename, 'utf8') === text) continue;
  stale.push(relative(root, filename));
  if (process.argv.includes('--check')) continue;
  await mkdir(dirname(filename), { recursive: true });
  await writeFile(filename, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')} is stale: run node apps/studio/codegen.mjs and commit the result`);
  process.exit(1);
}
console.log(stale.length === 0 ? 'operations are fresh' : `wrote ${stale.join(', ')}`);
