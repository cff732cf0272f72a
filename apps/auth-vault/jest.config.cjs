module.exports = {
  ...require('../../jest.preset.cjs'),
  rootDir: 'src',
  globalSetup: '<rootDir>/../../../libs/dev-harness/src/jest/global-setup.ts',
  globalTeardown: '<rootDir>/../../../libs/dev-harness/src/jest/global-teardown.ts',
};
