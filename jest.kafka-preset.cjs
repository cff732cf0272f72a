/**
 * The preset of projects with suites that need Kafka (describeWithKafka): their integration and whole-system suites share
 * one, started in about a second, or those at KAFKA_BROKERS. Unit suites start nothing.
 */
const harness = `${__dirname}/libs/dev-harness/src/jest`;
const kafka =
  process.env.AFTERCALL_SUITE === 'test'
    ? {}
    : {
        globalSetup: `${harness}/global-setup-with-kafka.ts`,
        globalTeardown: `${harness}/global-teardown.ts`,
      };

module.exports = { ...require('./jest.preset.cjs'), ...kafka };
