module.exports = { ...require('../jest.preset.cjs'), rootDir: '.', testTimeout: 120_000 };
