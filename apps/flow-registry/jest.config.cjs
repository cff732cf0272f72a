// Integration suites (*.int.spec.ts) share one PostgreSQL server; unit suites need none.
const isIntegration = process.argv.some((argument) => argument.includes('\\.int\\.spec'));
const server = {
  globalSetup: '<rootDir>/../../../libs/dev-harness/src/jest/global-setup.ts',
  globalTeardown: '<rootDir>/../../../libs/dev-harness/src/jest/global-teardown.ts',
};

module.exports = { ...require('../../jest.preset.cjs'), rootDir: 'src', ...(isIntegration ? server : {}) };
