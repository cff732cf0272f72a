// The house's laws, each a rule. Why they are as they are: docs/decisions/. Who may import whom: tools/house-lint/boundaries.mjs.
// tools/house-lint/canary.spec.mjs plants a violation of each and fails when one is not reported.
import eslintComments from '@eslint-community/eslint-plugin-eslint-comments';
import graphqlEslint from '@graphql-eslint/eslint-plugin';
import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import jsdoc from 'eslint-plugin-jsdoc';
import n from 'eslint-plugin-n';
import tsdoc from 'eslint-plugin-tsdoc';
import unicorn from 'eslint-plugin-unicorn';
import tseslint from 'typescript-eslint';
import {
  compositionFiles,
  compositionImports,
  featureZones,
  folderImports,
  plainImports,
  projectBoundaries,
  parts,
  technologies,
  vaultTechnologies,
} from './tools/house-lint/boundaries.mjs';
import { housePlugin } from './tools/house-lint/house-plugin.mjs';
import { makeProjectGraph } from './tools/house-lint/project-graph.mjs';

await makeProjectGraph(import.meta.dirname);

const typescript = ['**/*.ts', '**/*.tsx'];
const scripts = ['**/*.mjs', '**/*.cjs'];
const source = ['apps/*/src/**/*.{ts,tsx}', 'libs/*/src/**/*.{ts,tsx}'];
const tests = ['**/*.spec.{ts,mjs}', '**/*.contract.ts', '**/*.e2e.ts'];
const testSupport = ['**/testing/**', 'libs/dev-harness/src/**', 'e2e/**'];
const configFiles = ['*.config.mjs', '**/vite.config.mjs', 'jest.*preset.cjs', '**/jest.config.cjs'];
const contract = 'apps/flow-registry/src/**/*.graphql';
const inFolder = (name, projects = '{apps,libs}/*') => [`${projects}/src/**/${name}/**/*.{ts,tsx}`];

const plugins = {
  '@eslint-community/eslint-comments': eslintComments,
  '@nx': nx,
  '@typescript-eslint': tseslint.plugin,
  house: housePlugin,
  'import-x': importX,
  jest,
  jsdoc,
  n,
  tsdoc,
  unicorn,
};

/** The public contract: every part is described, one word per idea, lists are Relay connections, changes take one input. */
const contractRules = {
  '@graphql-eslint/require-description': [
    'error',
    {
      types: true,
      DirectiveDefinition: true,
      EnumValueDefinition: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      rootField: true,
      // each feature adds to these; root.graphql describes them
      ignoredSelectors: ['Query', 'Mutation', 'Subscription'].map(
        (name) => `[type=ObjectTypeDefinition][name.value=${name}]`,
      ),
    },
  ],
  '@graphql-eslint/description-style': 'error',
  '@graphql-eslint/no-hashtag-description': 'error',
  '@graphql-eslint/naming-convention': [
    'error',
    {
      types: 'PascalCase',
      FieldDefinition: 'camelCase',
      InputValueDefinition: 'camelCase',
      Argument: 'camelCase',
      DirectiveDefinition: 'camelCase',
      EnumValueDefinition: 'UPPER_CASE',
      'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['query', 'get', 'list'] },
      'FieldDefinition[parent.name.value=Mutation]': { forbiddenPrefixes: ['mutation'] },
    },
  ],
  '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false }],
  '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
  '@graphql-eslint/relay-connection-types': 'error',
  '@graphql-eslint/relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
  '@graphql-eslint/relay-page-info': 'error',
  '@graphql-eslint/no-unreachable-types': 'error',
  '@graphql-eslint/require-deprecation-reason': 'error',
  '@graphql-eslint/require-deprecation-date': 'error',
  '@graphql-eslint/unique-enum-value-names': 'error',
};

/** Without extensions and parsers import-x reads no TypeScript file, finds no cycle and says nothing. */
const importXSettings = {
  'import-x/extensions': ['.ts', '.tsx', '.mjs', '.cjs', '.js'],
  'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
  'import-x/external-module-folders': ['node_modules'],
  'import-x/resolver-next': [
    createNodeResolver({
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      conditionNames: ['@aftercall/source', 'types', 'import', 'node', 'default'],
    }),
  ],
};

const sizeLaw = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4],
  complexity: ['error', 10],
  'max-depth': ['error', 3],
};

const everywhere = {
  ...sizeLaw,
  'house/telling-file-name': 'error',
  'house/no-barrels': 'error',
  'house/no-type-cycle': 'error',
  'house/no-kafka-traps': 'error',
  'unicorn/filename-case': ['error', { case: 'kebabCase' }],
  'unicorn/expiring-todo-comments': [
    'error',
    { checkDates: true, checkDatesOnPullRequests: true, allowWarningComments: false },
  ],
  '@eslint-community/eslint-comments/require-description': 'error',
  '@eslint-community/eslint-comments/no-unlimited-disable': 'error',
  '@nx/enforce-module-boundaries': ['error', projectBoundaries({ inTests: false })],
  'import-x/no-cycle': 'error',
  'import-x/no-default-export': 'error',
  'prefer-const': 'error',
  'no-var': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

const typedRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // Relaxed: numbers read well in messages, a one-line arrow may return nothing, and modules of Nest are empty classes.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidOperator: true },
  ],
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
};

const hiddenImports = [
  { selector: 'ImportExpression', message: 'import() hides a dependency from the boundary rules; only main.ts may.' },
  {
    selector: 'CallExpression[callee.name="require"]',
    message: 'require() hides a dependency from the boundary rules.',
  },
  { selector: 'TSImportType', message: "import('…') as a type hides a dependency: use import type." },
];
/** A function of its own in each object: V8 gives up on their shape, and what the getter sees lives until the next full collection. */
const getterInLiteral = {
  selector: "ObjectExpression > Property[kind='get']",
  message:
    'A getter in a literal is made anew for each object, which makes it slow and keeps it in memory: write a class.',
};
const exportAll = {
  selector: 'ExportAllDeclaration',
  message: 'List each public name, so that the index is the contract.',
};

/** Shape, unit, errors, why: what the name does not say. Echoes of the name are refused. */
const comments = {
  'tsdoc/syntax': 'error',
  'jsdoc/informative-docs': 'error',
};
const documented = (contexts) => [
  'error',
  {
    contexts,
    enableFixer: false,
    checkConstructors: false,
    require: { FunctionDeclaration: false },
  },
];
/** A type inferred from a schema is told by the schema's comment. */
const exported = [
  'ExportNamedDeclaration[declaration.type=/^(Function|Class|Variable|TSInterface)Declaration$/]',
  'ExportNamedDeclaration[declaration.type="TSTypeAliasDeclaration"]:not([declaration.typeAnnotation.typeName.right.name="infer"])',
];
const ports = ['ExportNamedDeclaration[declaration.type="TSInterfaceDeclaration"]:has(TSMethodSignature)'];

const technologyFolders = [
  ...Object.keys({ ...technologies, ...parts }).map((name) => ({
    files: inFolder(name),
    rules: { 'no-restricted-imports': ['error', folderImports(name)] },
  })),
  {
    files: ['apps/auth-vault/src/**/*.ts'],
    ignores: Object.keys(technologies).flatMap((name) => inFolder(name)),
    rules: { 'no-restricted-imports': ['error', plainImports(vaultTechnologies)] },
  },
  ...Object.keys(vaultTechnologies).map((name) => ({
    files: inFolder(name, 'apps/auth-vault'),
    rules: { 'no-restricted-imports': ['error', folderImports(name, vaultTechnologies)] },
  })),
];

export default tseslint.config(
  // e2e/clients/typed is a project of its own, whose types exist once its story has generated them.
  {
    ignores: [
      'e2e/clients/typed/**',
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.aftercall/**',
      'reports/**',
      '**/generated/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, settings: importXSettings, plugins },
  { files: [...typescript, ...scripts], rules: everywhere },
  {
    files: scripts,
    languageOptions: { sourceType: 'module' },
    rules: { '@typescript-eslint/no-unused-vars': 'error' },
  },
  {
    files: [contract],
    plugins: { '@graphql-eslint': graphqlEslint },
    languageOptions: {
      parser: graphqlEslint.parser,
      parserOptions: { graphQLConfig: { schema: `${import.meta.dirname}/${contract}` } },
    },
    rules: contractRules,
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...typedRules, ...comments },
  },
  {
    files: source,
    rules: {
      'n/no-process-env': 'error',
      'no-restricted-imports': ['error', plainImports()],
      'no-restricted-syntax': ['error', ...hiddenImports],
      'import-x/no-restricted-paths': ['error', { zones: featureZones(import.meta.dirname) }],
      'jsdoc/require-jsdoc': documented(ports),
    },
  },
  { files: ['libs/*/src/**/*.ts'], rules: { 'jsdoc/require-jsdoc': documented(exported) } },
  { files: ['libs/*/src/index.ts'], rules: { 'no-restricted-syntax': ['error', ...hiddenImports, exportAll] } },
  // What every run goes through.
  {
    files: ['apps/executor/src/**/*.ts', 'libs/{flow-model,wire-format,safe-http}/src/**/*.ts'],
    ignores: [...tests, ...testSupport, '**/src/main.ts', '**/src/index.ts'],
    rules: { 'no-restricted-syntax': ['error', ...hiddenImports, getterInLiteral] },
  },
  // What crosses a border runs in the browser as well.
  {
    files: ['libs/{flow-model,wire-format}/src/**/*.ts'],
    ignores: tests,
    rules: { 'import-x/no-nodejs-modules': 'error' },
  },
  ...technologyFolders,
  // wire-format names its folders after the border that is crossed; no technology lies in them.
  {
    files: compositionFiles.concat('libs/wire-format/src/**/*.ts'),
    rules: { 'no-restricted-imports': ['error', compositionImports] },
  },
  {
    files: ['apps/*/src/**/postgres/**/*.ts'],
    rules: {
      // a row is a class for its decorators only; else it is plain data
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  { files: ['**/testing/**'], rules: { 'jsdoc/require-jsdoc': 'off' } },
  { files: ['**/src/main.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // Pages are fetched when they are opened: the list of routes is the one place that says import().
  { files: ['apps/studio/src/routes.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/src/config.ts', ...testSupport], rules: { 'n/no-process-env': 'off' } },
  {
    files: ['**/*.tsx'],
    rules: { 'unicorn/filename-case': ['error', { case: 'pascalCase', checkDirectories: false }] },
  },
  {
    files: [...tests, ...testSupport],
    rules: {
      '@nx/enforce-module-boundaries': ['error', projectBoundaries({ inTests: true })],
      '@typescript-eslint/require-await': 'off', // a memory double keeps an asynchronous promise
    },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off', // a suite is one function; the law on its file holds
      'max-params': 'off', // the rows of a table of cases
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      'jest/no-identical-title': 'error',
      'jest/valid-expect': 'error',
      'jsdoc/require-jsdoc': 'off',
      // answers are poked at as parsed JSON, and a test that trips over undefined fails as it should
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: [...configFiles, 'libs/dev-harness/src/jest/*.ts', 'e2e/studio/harness/global-*.ts'],
    rules: { 'import-x/no-default-export': 'off' }, // their readers ask for one
  },
  { files: configFiles, rules: { '@nx/enforce-module-boundaries': 'off' } }, // each takes the root's preset by its path
);
