module.exports = { ...require('../jest.kafka-preset.cjs'), rootDir: '.', testTimeout: 120_000 };
