// Typed operations from the registry's schema: src/**/*.graphql → src/registry-client/generated, and their manifest in public.
// node apps/studio/codegen.mjs writes them; --check fails when what is committed is stale.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
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
        presetConfig: {
          fragmentMasking: false,
          persistedDocuments: { mode: 'embedHashInDocument', hashPropertyName: 'hash', hashAlgorithm: 'sha256' },
        },
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
/** The manifest lies beside the page: the registry reads there what a session may ask. */
const targets = {
  'graphql.ts': { place: join(folder, 'graphql.ts'), parser: 'typescript' },
  'persisted-documents.json': { place: join(studio, 'public/persisted-documents.json'), parser: 'json' },
};
const wanted = files.flatMap(({ filename, content }) => {
  const target = targets[basename(filename)];
  return target === undefined ? [] : [{ ...target, content }];
});
const stale = [];
for (const { place, content, parser } of wanted) {
  const text = await format(content, { ...(await resolveConfig(place)), parser });
  if (existsSync(place) && readFileSync(place, 'utf8') === text) continue;
  stale.push(relative(root, place));
  if (process.argv.includes('--check')) continue;
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`${stale.join(', ')} is stale: run node apps/studio/codegen.mjs and commit the result`);
  process.exit(1);
}
console.log(stale.length === 0 ? 'operations are fresh' : `wrote ${stale.join(', ')}`);
