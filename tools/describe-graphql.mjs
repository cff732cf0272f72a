// Writes docs/reference/graphql.md from the public contract, the table of roles and the calls of a first hour.
// node tools/describe-graphql.mjs writes it; --check fails when the file in the tree is another.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { format, resolveConfig } from 'prettier';
import { operationsOf, wordsOf } from './contract/operations.mjs';

// Law: no project imports another by its path. This script makes a document of what an app keeps to itself.
const { operationRoles } = await import(new URL('../apps/flow-registry/src/identity/roles.ts', import.meta.url).href);

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'docs/reference/graphql.md');
const schema = buildSchema(readFileSync(join(root, 'apps/flow-registry/schema.graphql'), 'utf8'));
const firstHour = JSON.parse(readFileSync(join(root, 'tools/contract/first-hour.json'), 'utf8'));
const operations = operationsOf(schema);

const text = await format(reference(), { ...(await resolveConfig(target)), parser: 'markdown' });
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(`wrote ${relative(root, target)}`);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${relative(root, target)} is stale: run node tools/describe-graphql.mjs and commit the result`);
  process.exitCode = 1;
}

function reference() {
  return [
    '# GraphQL',
    'Made by `tools/describe-graphql.mjs` from `apps/flow-registry/schema.graphql`; do not edit. Each example here is run by a test.',
    'One endpoint, `POST /graphql` with `{ "query", "variables", "operationName" }` as JSON and `Authorization: Bearer <API key>`. A key of the installation names the workspace in `Aftercall-Workspace`. Lists are Relay connections: `first` is 1 to 100, cursors are opaque. A mutation answers its entity, or `userErrors` and nothing has changed; codes are explained in [errors](errors.md), those of flows in [findings](findings.md).',
    '## A first hour',
    ...firstHour.steps.map(stepText),
    ...['Query', 'Mutation', 'Subscription'].flatMap(operationsText),
    '## Types',
    ...namedTypes().map(typeText),
  ].join('\n\n');
}

function stepText(step, index) {
  const title = `### ${index + 1}. ${step.event ? 'A call ends' : step.operation}\n\n${step.says}`;
  if (step.event) {
    const head = 'POST /v1/call-events\nContent-Type: application/cloudevents+json';
    return [title, fenced('http', head), fenced('json', JSON.stringify(firstHour.event, null, 2))].join('\n\n');
  }
  const example = exampleOf(step.operation);
  const known = { ...firstHour.variables, flow: firstHour.flow, ...step.variables };
  const named = [...new Set([...example.matchAll(/\$(\w+)/g)].map(([, name]) => name))];
  const variables = Object.fromEntries(named.map((name) => [name, known[name]]));
  const shown = named.length === 0 ? [] : ['with the variables', fenced('json', JSON.stringify(variables, null, 2))];
  return [title, fenced('graphql', example), ...shown].join('\n\n');
}

function exampleOf(name) {
  const example = operations.find((operation) => operation.name === name)?.examples[0];
  if (example === undefined) throw new Error(`the first hour names ${name}, which has no example`);
  return example;
}

function operationsText(kind) {
  const ofKind = operations.filter((operation) => operation.kind === kind);
  if (ofKind.length === 0) return [];
  const title = { Query: 'Queries', Mutation: 'Mutations', Subscription: 'Subscriptions' }[kind];
  return [`## ${title}`, ...ofKind.map(operationText)];
}

function operationText({ kind, name, field, words, examples }) {
  const role = operationRoles[`${kind}.${name}`];
  const need =
    role === 'INSTALLATION_ADMIN' ? 'an admin key of the installation' : `role ${String(role).toLowerCase()}`;
  const facts = `Answers ${typeLink(field.type)}; needs ${need}.`;
  return [`### ${name}`, words, facts, argumentTable(field.args), ...examples.map((one) => fenced('graphql', one))]
    .filter((part) => part !== '')
    .join('\n\n');
}

function argumentTable(args) {
  return table(['argument', 'type', ''], args.map(rowOf));
}

function typeText(type) {
  const head = `### ${type.name}\n\n${wordsOf(type.description)}`;
  if (isScalarType(type)) return head;
  if (isEnumType(type))
    return `${head}\n\n${table(
      ['value', ''],
      type.getValues().map(({ name, description }) => [`\`${name}\``, oneLine(description)]),
    )}`;
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return head;
  const fields = Object.values(type.getFields());
  const rows = fields.flatMap((field) => [
    rowOf(field),
    ...(field.args ?? []).map((arg) => rowOf(arg, `${field.name}(${arg.name})`)),
  ]);
  return `${head}\n\n${table(['field', 'type', ''], rows)}`;
}

function rowOf({ name, type, description, defaultValue }, shown) {
  const byDefault = defaultValue === undefined ? '' : ` = ${JSON.stringify(defaultValue)}`;
  return [`\`${typeof shown === 'string' ? shown : name}\``, `${typeLink(type)}${byDefault}`, oneLine(description)];
}

function typeLink(type) {
  const { name } = getNamedType(type);
  const text = `\`${String(type)}\``;
  return ['Int', 'Float', 'String', 'Boolean', 'ID'].includes(name) ? text : `[${text}](#${name.toLowerCase()})`;
}

function namedTypes() {
  const roots = ['Query', 'Mutation', 'Subscription'];
  return Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !roots.includes(type.name) && !isSpecifiedScalarType(type))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function table(head, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function oneLine(description) {
  return wordsOf(description)
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll(/([{}<>])/g, '\\$1');
}

function fenced(language, code) {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
