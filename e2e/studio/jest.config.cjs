module.exports = {
  ...require('../../jest.kafka-preset.cjs'),
  rootDir: '.',
  globalSetup: '<rootDir>/harness/global-setup.ts',
  globalTeardown: '<rootDir>/harness/global-teardown.ts',
  testTimeout: 120_000,
};
