// Who may import whom, as tables, and the ESLint options made from them. docs/decisions/0002-technology-folders.md says why.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder with one of these names may import its technology; no other folder may. Each entry is the begin of a
 * specifier: with a slash at its end it stands for a whole scope, else for the package and what lies in it.
 */
export const technologies = {
  graphql: ['@nestjs/', 'graphql', 'graphql-ws', 'ws', '@apollo/', '@as-integrations/', 'dataloader', 'fastify'],
  rest: ['@nestjs/', 'fastify'],
  postgres: ['typeorm', 'pg', 'node-pg-migrate'],
  kafka: ['kafkajs', 'snappyjs', 'lz4js'],
  http: ['undici', 'fastify', '@fastify/', 'ws', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dns'],
  opossum: ['opossum'],
  'react-flow': ['@xyflow/react'],
  crypto: [],
};

/**
 * Parts that hide a large package behind fields of our own: the package may be imported there only, while everybody may
 * import the part. What it looks like, and what a page's policy asks of it, is settled in one place.
 */
export const parts = { 'text-fields': ['@codemirror/', '@lezer/', 'codemirror'] };

/** In the vault, ciphers are a technology too; elsewhere a hash is just a hash. */
export const vaultTechnologies = { ...technologies, crypto: ['node:crypto'] };

/** These bind adapters to features, or face the real technology on purpose: law 1 and law 3 end here. */
export const compositionFiles = [
  '**/src/main.ts',
  '**/src/compose.ts',
  '**/src/compose-*.ts',
  '**/testing/**/compose-*.ts',
  '**/*-command.ts',
  '**/*.module.ts',
  '**/*Page.tsx',
  '**/*.int.spec.ts',
  'libs/*/src/index.ts',
  'libs/dev-harness/src/jest/*.ts',
];

/** Feature order of the executor: a feature may import itself, what is listed here, and plumbing. */
export const executorOrder = {
  balance: [],
  intake: ['catalog', 'runs'],
  trials: ['catalog', 'runs', 'steps', 'delivery'],
  runs: ['catalog', 'steps'],
  steps: ['delivery'],
  delivery: ['lanes'],
  catalog: [],
  lanes: [],
  plumbing: [],
};

const modelMayImport = ['zod', '@marcbachmann/cel-js', 'json-p3', '@noble/hashes/*', 'libphonenumber-js/*'];
const wireMayImport = ['ajv', 'ajv-formats', 'zod'];
const onlyInTests = ['fast-check', '@bufbuild/cel-spec/*'];

/** Which tag may depend on which, and what a pure layer may take from npm. */
const layers = {
  'layer:app': { tags: ['layer:model', 'layer:wire', 'layer:runtime'] },
  'layer:test': { tags: ['layer:model', 'layer:wire', 'layer:runtime', 'layer:test'] },
  'layer:runtime': { tags: ['layer:runtime'] },
  'layer:wire': { tags: ['layer:model', 'layer:wire'], external: wireMayImport },
  'layer:model': { tags: ['layer:model'], external: modelMayImport },
  'runs-on:browser': {
    tags: ['runs-on:browser', 'runs-on:any'],
    banned: ['@nestjs/*', 'typeorm', 'pg', 'undici'],
  },
  'runs-on:node': { tags: ['runs-on:node', 'runs-on:any'] },
  'runs-on:any': { tags: ['runs-on:any'] },
};

/**
 * The test harness uses the libs, and the tests of the libs use the harness: a cycle between projects, none between files.
 * Outside tests the table above refuses it.
 */
const testedByTheHarness = ['flow-model', 'wire-format', 'service-runtime', 'safe-http'];

/**
 * Options of `@nx/enforce-module-boundaries`.
 * @param {{ inTests: boolean }} where tests may use the test harness and packages made for tests, code may not.
 */
export function projectBoundaries({ inTests }) {
  return {
    banTransitiveDependencies: true,
    ignoredCircularDependencies: testedByTheHarness.map((project) => [project, 'dev-harness']),
    depConstraints: Object.entries(layers).map(([sourceTag, { tags, external, banned }]) => ({
      sourceTag,
      onlyDependOnLibsWithTags: inTests ? [...new Set([...tags, 'layer:test', 'runs-on:node'])] : tags,
      ...(external && { allowedExternalImports: inTests ? [...external, ...onlyInTests] : external }),
      ...(banned && { bannedExternalImports: banned }),
    })),
  };
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const specifier = (begin) => (begin.endsWith('/') ? `^${escaped(begin)}` : `^${escaped(begin)}(/|$)`);

/** Regular expressions are anchored here, because the glob form of `graphql` would match `./actions/graphql/x.ts` too. */
const pattern = (regex, message) => ({ regex, caseSensitive: true, message });

const neverImported = [
  '@nestjs/microservices',
  '@nestjs/cqrs',
  '@nestjs/event-emitter',
  'class-validator',
  'class-transformer',
].map((begin) =>
  pattern(specifier(begin), 'Not used in this house: docs/decisions/0002-technology-folders.md says why.'),
);

const hiddenNest = ['@nestjs/common', '@nestjs/core'].map((name) => ({
  name,
  importNames: ['forwardRef', 'Global', 'Scope', 'ModuleRef'],
  message: 'It hides who builds what: hand objects to constructors, and keep modules free of cycles.',
}));

const httpExceptions = {
  ...pattern('^@nestjs/common$', 'HTTP exceptions belong in rest/; elsewhere return an outcome or throw a fault.'),
  importNamePattern: 'Exception$',
};

const ownIndex = pattern(
  '^\\.{1,2}(/|$)(.*/)?(index(\\.[jt]s)?)?$',
  'Import the file that declares it: an index is for other projects.',
);

/** What even the files that bind everything together may not import. */
const always = { paths: hiddenNest, patterns: [...neverImported, ownIndex] };

/**
 * Options of `no-restricted-imports`. In a flat config the last matching object replaces a rule's options, so each of these
 * lists is complete.
 */
export const compositionImports = { ...always, patterns: [...always.patterns, httpExceptions] };

/** For files in no technology folder. */
export const plainImports = (table = technologies) => folderImports(undefined, table);

/**
 * For files in the technology folder of that name.
 * @param {string | undefined} folder undefined: in none
 */
export function folderImports(folder, table = technologies) {
  const owned = { ...table, ...parts };
  const allowed = owned[folder] ?? [];
  const banned = [...new Set(Object.values(owned).flat())].filter((begin) => !allowed.includes(begin));
  const otherFolders = Object.keys(technologies).filter((name) => name !== folder);
  return {
    paths: hiddenNest,
    patterns: [
      ...always.patterns,
      ...(folder === 'rest' ? [] : [httpExceptions]),
      ...banned.map((begin) =>
        pattern(
          specifier(begin),
          `Only a folder named after its technology may import it${folder ? `, not ${folder}/` : ''}.`,
        ),
      ),
      pattern(
        `^\\.{1,2}/(.*/)?(${otherFolders.join('|')})/`,
        'Arrows point inwards: an adapter imports its feature; main, compose or a module binds the two.',
      ),
    ],
  };
}

/**
 * Zones of `import-x/no-restricted-paths` for the executor. A feature that is not in the order may import plumbing only, and
 * nobody may import it: the table is where a new one begins.
 * @param {string} root the workspace's folder
 */
export function featureZones(root) {
  const source = join(root, 'apps/executor/src');
  const features = [...new Set([...Object.keys(executorOrder), ...foldersIn(source)])].filter(
    (name) => name !== 'testing',
  );
  return features.map((feature) => {
    const allowed = executorOrder[feature] ?? [];
    return {
      target: join(source, feature),
      from: features
        .filter((other) => other !== feature && other !== 'plumbing' && !allowed.includes(other))
        .map((other) => join(source, other)),
      message: `${feature} may import ${[...allowed, 'plumbing'].join(', ')}; the order is in tools/house-lint/boundaries.mjs.`,
    };
  });
}

function foldersIn(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
