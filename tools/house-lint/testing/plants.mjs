// What must be refused, and beside it the nearest thing that must be accepted. One file, one rule. `says` tells which of its
// reasons a rule with several must give.

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');
const ifs = (count) => lines(count, (index) => `  if (value === ${index}) return ${index + 1};`);
const nested = (depth) => `${'if (value > 0) { '.repeat(depth)}return 1;${' }'.repeat(depth)}`;
const inFunction = (body) => `export function planted(value: number): number {\n${body}\n  return value;\n}\n`;
const importing = (specifier) => `import '${specifier}';\n`;

/** Files that the plants import; they break no rule themselves. */
export const soil = {
  ...Object.fromEntries(
    ['flow-model', 'wire-format', 'service-runtime', 'safe-http', 'dev-harness'].map((lib) => [
      `libs/${lib}/src/index.ts`,
      `export { planted } from './planted.ts';\n`,
    ]),
  ),
  ...Object.fromEntries(
    ['flow-model', 'wire-format', 'service-runtime', 'safe-http', 'dev-harness'].map((lib) => [
      `libs/${lib}/src/planted.ts`,
      '/** Zero, because nobody counted yet. */\nexport const planted = 0;\n',
    ]),
  ),
  'apps/executor/src/steps/planted.ts': 'export const planted = 0;\n',
  'apps/executor/src/delivery/planted.ts': 'export const planted = 0;\n',
  'apps/executor/src/plumbing/postgres/planted.ts': 'export const planted = 0;\n',
  'apps/executor/src/runs/type-cycle-there.ts':
    "import type { Between } from './type-cycle-between.ts';\n\nexport type There = Between;\n",
  'apps/executor/src/runs/type-cycle-between.ts':
    "import type {\n  Here,\n} from './type-cycle-here.ts';\n\nexport type Between = Here[];\n",
  'apps/executor/src/runs/cycle-there.ts':
    "import { here } from './cycle-here.ts';\n\nexport const there = (): number => here();\n",
};

const app = 'apps/executor/src/runs';
const refusedImports = [
  [
    'a model that needs the runtime',
    'libs/flow-model/src/a.ts',
    '@aftercall/service-runtime',
    'tagged with "layer:model"',
  ],
  ['a model that takes a package off its list', 'libs/flow-model/src/b.ts', 'ajv', '"layer:model" is not allowed'],
  ['a wire format that needs the runtime', 'libs/wire-format/src/a.ts', '@aftercall/service-runtime', '"layer:wire"'],
  ['a lib of the runtime that knows flows', 'libs/safe-http/src/a.ts', '@aftercall/flow-model', '"layer:runtime"'],
  ['an app that needs the test harness', `${app}/a.ts`, '@aftercall/dev-harness', 'tagged with "layer:app"'],
  ['another project by its path', `${app}/b.ts`, '../../../../libs/safe-http/src/planted.ts', 'by a relative'],
  ['an app that imports an app', `${app}/p.ts`, '@aftercall/auth-vault', 'Only packages defined'],
  ['a package that nobody declared', `${app}/c.ts`, 'minimatch', 'Only packages defined'],
  [
    'a lib that imports itself by name',
    'libs/safe-http/src/b.ts',
    '@aftercall/safe-http',
    'should use relative imports',
  ],
].map(([title, file, specifier, says]) => ({
  title,
  rule: '@nx/enforce-module-boundaries',
  file,
  text: importing(specifier),
  says,
}));

const refusedTechnology = [
  ['a feature that imports a database driver', 'apps/executor/src/runs/d.ts', importing('pg')],
  [
    'a feature that imports only its types',
    'apps/executor/src/runs/e.ts',
    "import type { Pool } from 'pg';\n\nexport type Planted = Pool;\n",
  ],
  ['a feature that imports its own adapter', 'apps/executor/src/runs/f.ts', importing('./postgres/accepted-driver.ts')],
  ['an adapter of one technology that imports another', 'apps/executor/src/runs/postgres/a.ts', importing('undici')],
  [
    'an adapter that imports another technology’s folder',
    'apps/executor/src/intake/http/a.ts',
    importing('../../plumbing/postgres/planted.ts'),
  ],
  [
    'a Nest decorator in an entity',
    'apps/flow-registry/src/actions/a.ts',
    "import { Injectable } from '@nestjs/common';\n\nexport const planted = Injectable;\n",
  ],
  ['a code editor outside the text fields', 'apps/executor/src/runs/editor.ts', importing('@codemirror/view')],
  ['a cipher outside crypto/ in the vault', 'apps/auth-vault/src/sealing/a.ts', importing('node:crypto')],
  [
    'a cycle of Nest modules made legal',
    'apps/flow-registry/src/actions/a.module.ts',
    "import { forwardRef } from '@nestjs/common';\n\nexport const planted = forwardRef;\n",
  ],
  [
    'an HTTP exception outside rest/',
    'apps/flow-registry/src/actions/graphql/a.ts',
    "import { BadRequestException } from '@nestjs/common';\n\nexport const planted = BadRequestException;\n",
  ],
  ['a package of Nest that the house does without', 'apps/flow-registry/src/b.module.ts', importing('@nestjs/cqrs')],
  ['a lib’s own index from inside', 'libs/service-runtime/src/time/a.ts', importing('../index.ts')],
].map(([title, file, text]) => ({ title, rule: 'no-restricted-imports', file, text }));

const sizes = [
  ['max-lines', 'a file over 300 lines', lines(301, (index) => `export const planted${index} = ${index};`)],
  ['max-lines-per-function', 'a function over 60 lines', inFunction(lines(61, () => '  value += 1;'))],
  [
    'max-params',
    'five parameters',
    'export const planted = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;\n',
  ],
  ['complexity', 'eleven ways through a function', inFunction(ifs(10))],
  ['max-depth', 'four levels of nesting', inFunction(nested(4))],
].map(([rule, title, text]) => ({ title, rule, file: `apps/executor/src/runs/size-${rule}.ts`, text }));

const types = [
  ['@typescript-eslint/no-explicit-any', 'any', 'export const planted = (value: any): unknown => value;\n'],
  [
    '@typescript-eslint/no-floating-promises',
    'a promise that nobody waits for',
    'const later = async (): Promise<void> => Promise.resolve();\nlater();\n',
  ],
  [
    '@typescript-eslint/only-throw-error',
    'a thrown string',
    "export function planted(): never {\n  throw 'no stack';\n}\n",
  ],
  [
    '@typescript-eslint/consistent-type-imports',
    'a type imported as a value',
    "import { Planted } from './accepted-port.ts';\n\nexport const planted = (port: Planted): Planted => port;\n",
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'a switch that forgets a case',
    "export function planted(way: 'left' | 'right'): void {\n  switch (way) {\n    case 'left':\n      break;\n  }\n}\n",
  ],
].map(([rule, title, text]) => ({ title, rule, file: `apps/executor/src/runs/type-${rule.split('/')[1]}.ts`, text }));

const comments = [
  [
    'jsdoc/require-jsdoc',
    'an undocumented function of a lib',
    'libs/service-runtime/src/time/b.ts',
    'export function planted(): void {}\n',
  ],
  [
    'jsdoc/require-jsdoc',
    'an undocumented value of a lib',
    'libs/service-runtime/src/time/c.ts',
    'export const planted = 1;\n',
  ],
  [
    'jsdoc/require-jsdoc',
    'an undocumented port',
    'apps/executor/src/runs/g.ts',
    'export interface Planted {\n  find(id: string): number;\n}\n',
  ],
  [
    'jsdoc/informative-docs',
    'a comment that echoes the name',
    'libs/service-runtime/src/time/d.ts',
    '/** The run ledger. */\nexport class RunLedger {}\n',
  ],
  [
    'tsdoc/syntax',
    'a comment that no tool can read',
    'libs/service-runtime/src/time/e.ts',
    '/** Where {@link the brace stays open. */\nexport const planted = 1;\n',
  ],
  ['unicorn/expiring-todo-comments', 'a TODO without a date', 'apps/executor/src/runs/h.ts', '// TODO: some day\n'],
  [
    'unicorn/expiring-todo-comments',
    'a TODO whose date has passed',
    'apps/executor/src/runs/i.ts',
    '// TODO [2020-01-01]: late\n',
  ],
  [
    '@eslint-community/eslint-comments/require-description',
    'an exception without a reason',
    'apps/executor/src/runs/j.ts',
    '// eslint-disable-next-line max-params\nexport const planted = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;\n',
  ],
].map(([rule, title, file, text]) => ({ title, rule, file, text }));

const rest = [
  {
    rule: 'import-x/no-cycle',
    title: 'a cycle of two files',
    file: 'apps/executor/src/runs/cycle-here.ts',
    text: "import { there } from './cycle-there.ts';\n\nexport const here = (): number => there();\n",
  },
  {
    rule: 'house/no-type-cycle',
    title: 'a cycle of three files by their types',
    file: 'apps/executor/src/runs/type-cycle-here.ts',
    text: "import type { There } from './type-cycle-there.ts';\n\nexport type Here = There | 'here';\n",
  },
  {
    rule: 'import-x/no-restricted-paths',
    title: 'a feature that skips one in the order',
    file: 'apps/executor/src/runs/k.ts',
    text: importing('../delivery/planted.ts'),
  },
  {
    rule: 'import-x/no-restricted-paths',
    title: 'a feature without a place in the order',
    file: 'apps/executor/src/newcomer/a.ts',
    text: importing('../steps/planted.ts'),
  },
  {
    rule: 'import-x/no-restricted-paths',
    title: 'plumbing that knows a feature',
    file: 'apps/executor/src/plumbing/a.ts',
    text: importing('../steps/planted.ts'),
  },
  {
    rule: 'import-x/no-default-export',
    title: 'a default export',
    file: 'apps/executor/src/runs/l.ts',
    text: 'export default 1;\n',
  },
  {
    rule: 'import-x/no-nodejs-modules',
    title: 'a lib for browsers that needs Node',
    file: 'libs/flow-model/src/c.ts',
    text: importing('node:fs'),
  },
  {
    rule: 'no-restricted-syntax',
    title: 'import() outside main',
    file: 'apps/executor/src/runs/m.ts',
    text: "export const planted = async (): Promise<unknown> => import('pg');\n",
  },
  {
    rule: 'no-restricted-syntax',
    title: 'require',
    file: 'apps/executor/src/runs/n.ts',
    text: "declare const require: (name: string) => unknown;\nexport const planted = require('pg');\n",
  },
  {
    rule: 'no-restricted-syntax',
    title: 'an index that exports everything',
    file: 'libs/safe-http/src/index.ts',
    text: "export * from './planted.ts';\n",
  },
  {
    rule: 'house/no-barrels',
    title: 'a barrel inside a feature',
    file: 'apps/executor/src/runs/index.ts',
    text: "export { planted } from '../steps/planted.ts';\n",
  },
  {
    rule: 'house/telling-file-name',
    title: 'a file of helpers',
    file: 'apps/executor/src/runs/run-helpers.ts',
    text: 'export const planted = 1;\n',
  },
  {
    rule: 'house/telling-file-name',
    title: 'a folder of utils',
    file: 'apps/executor/src/runs/utils/a.ts',
    text: 'export const planted = 1;\n',
  },
  {
    rule: 'house/telling-file-name',
    title: 'types.ts',
    file: 'apps/executor/src/runs/types.ts',
    text: 'export type Planted = number;\n',
  },
  {
    rule: 'unicorn/filename-case',
    title: 'a file in camel case',
    file: 'apps/executor/src/runs/runLedger.ts',
    text: 'export const planted = 1;\n',
  },
  {
    rule: 'n/no-process-env',
    title: 'the environment read outside config.ts',
    file: 'apps/executor/src/runs/o.ts',
    text: 'export const planted = process.env;\n',
  },
  {
    rule: 'jest/no-focused-tests',
    title: 'a focused test',
    file: 'apps/executor/src/runs/a.spec.ts',
    text: "it.only('runs alone', () => {\n  expect(1).toBe(1);\n});\n",
  },
  {
    rule: 'jest/no-disabled-tests',
    title: 'a skipped test',
    file: 'apps/executor/src/runs/b.spec.ts',
    text: "it.skip('never runs', () => {\n  expect(1).toBe(1);\n});\n",
  },
];

export const refused = [...refusedImports, ...refusedTechnology, ...sizes, ...types, ...comments, ...rest];

export const accepted = {
  'apps/executor/src/runs/postgres/accepted-driver.ts': "import { Pool } from 'pg';\n\nexport const planted = Pool;\n",
  'apps/executor/src/runs/postgres/accepted-plumbing.ts': importing('../../plumbing/postgres/planted.ts'),
  'apps/executor/src/runs/accepted-next-feature.ts': importing('../steps/planted.ts'),
  'apps/executor/src/runs/accepted-port.ts':
    '/** Knows runs by id. */\nexport interface Planted {\n  find(id: string): number;\n}\n',
  'apps/executor/src/runs/accepted-todo.ts': '// TODO [2999-01-01]: the year is far\n',
  'apps/executor/src/runs/accepted.spec.ts':
    "import '@aftercall/dev-harness';\n\nit('runs', () => {\n  expect(1).toBe(1);\n});\n",
  'apps/executor/src/compose.ts': importing('./runs/postgres/accepted-driver.ts') + importing('undici'),
  'apps/executor/src/config.ts': 'export const planted = process.env;\n',
  'apps/flow-registry/src/actions/rest/accepted.ts':
    "import { BadRequestException } from '@nestjs/common';\n\nexport const planted = BadRequestException;\n",
  'apps/flow-registry/src/actions/accepted.module.ts':
    "import { Module } from '@nestjs/common';\n\nexport const planted = Module;\n",
  'apps/auth-vault/src/sealing/crypto/accepted.ts': importing('node:crypto'),
  'libs/flow-model/src/accepted.ts': importing('zod'),
  'libs/wire-format/src/accepted.ts': importing('@aftercall/flow-model'),
};
