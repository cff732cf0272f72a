const preset = require('../jest.kafka-preset.cjs');

module.exports = {
  ...preset,
  rootDir: '.',
  testTimeout: 120_000,
  // The Studio's acceptance is a command of its own (npx nx e2e studio); its short form runs here.
  testPathIgnorePatterns: [...preset.testPathIgnorePatterns, '/e2e/studio/(?!short/)'],
};
