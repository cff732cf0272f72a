// Composes apps/flow-registry/schema.graphql, the public contract, from the *.graphql files beside the features.
// node tools/dump-schema.mjs writes it; --check fails when the committed file is stale, or when anything lacks a description.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeTypeDefs } from '@graphql-tools/merge';
import {
  buildASTSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { format, resolveConfig } from 'prettier';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const app = join(root, 'apps/flow-registry');
const target = join(app, 'schema.graphql');
const files = globSync('src/**/*.graphql', { cwd: app }).sort();
const schema = lexicographicSortSchema(
  buildASTSchema(mergeTypeDefs(files.map((file) => readFileSync(join(app, file), 'utf8')))),
);

const undescribed = Object.values(schema.getTypeMap())
  .filter((type) => !type.name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name))
  .flatMap((type) => [...(type.description ? [] : [type.name]), ...undescribedIn(type)]);
if (undescribed.length > 0) fail(`no description: ${undescribed.join(', ')}`);

const sdl = await format(printSchema(schema), { ...(await resolveConfig(target)), parser: 'graphql' });
if (!process.argv.includes('--check')) {
  writeFileSync(target, sdl);
  console.log(`wrote ${relative(root, target)} from ${files.length} files`);
} else if (readFileSync(target, 'utf8') !== sdl) {
  fail(`${relative(root, target)} is stale: run node tools/dump-schema.mjs and commit the result`);
}

function undescribedIn(type) {
  if (isEnumType(type))
    return type
      .getValues()
      .filter((value) => !value.description)
      .map((value) => `${type.name}.${value.name}`);
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...(field.args ?? []).filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name})`),
  ]);
}

function fail(message) {
  console.error(`schema: ${message}`);
  process.exit(1);
}
