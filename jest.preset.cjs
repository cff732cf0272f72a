/**
 * What every project's jest.config.cjs starts from. Sources are compiled to CommonJS by SWC; packages that are
 * ESM-only load because jest runs with --experimental-vm-modules on Node 24 (tools/test/jest.mjs sets it).
 */
const harness = `${__dirname}/libs/dev-harness/src/jest`;
/** Integration suites share one PostgreSQL per jest process; unit suites start nothing. */
const sharedServer =
  process.env.AFTERCALL_SUITE === 'integration'
    ? { globalSetup: `${harness}/global-setup.ts`, globalTeardown: `${harness}/global-teardown.ts` }
    : {};

module.exports = {
  ...sharedServer,
  // A hang is a failure; a machine that is busy is none: suites with real parts start servers and processes.
  testTimeout: process.env.AFTERCALL_SUITE === 'integration' ? 60_000 : 20_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@aftercall/source', 'node', 'require', 'default'] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};
