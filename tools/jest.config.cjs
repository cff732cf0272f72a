module.exports = { ...require('../jest.kafka-preset.cjs') };
