module.exports = { ...require('../../jest.kafka-preset.cjs'), rootDir: 'src' };
