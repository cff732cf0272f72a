import { loadConfig } from '@aftercall/service-runtime';
import { z } from 'zod';
import { findKafkaProblems, kafkaConfig, kafkaSettingsOf } from './kafka-config.ts';

const read = (environment: Record<string, string>) => loadConfig(z.object(kafkaConfig), environment);
const problemsOf = (environment: Record<string, string>): string[] =>
  findKafkaProblems(read(environment)).map(({ name, message }) => `${name} ${message}`);

describe('the settings of Kafka', () => {
  it('are none without brokers: calls come by HTTP only', () => {
    expect(kafkaSettingsOf(read({}), 'me')).toBeUndefined();
  });

  it('need nothing but brokers', () => {
    const config = read({ KAFKA_BROKERS: 'a:9092, b:9093' });
    expect(kafkaSettingsOf(config, 'me')).toEqual({ brokers: ['a:9092', 'b:9093'], clientId: 'me' });
    expect(config.KAFKA_CALL_TOPICS).toBe('aftercall.call-events.v1=default');
  });

  it.each(['plain', 'PLAIN', 'SCRAM-SHA-256', 'scram-sha-512', 'SCRAM-SHA-512'])(
    'log in by %s, over TLS with a certificate of their own',
    (mechanism) => {
      const environment = {
        KAFKA_BROKERS: 'a:9092',
        KAFKA_SASL_MECHANISM: mechanism,
        KAFKA_SASL_USERNAME: 'calls',
        KAFKA_SASL_PASSWORD: 'hunter2',
        KAFKA_TLS: 'on',
        KAFKA_TLS_CA: 'CA',
        KAFKA_TLS_CERTIFICATE: 'CERT',
        KAFKA_TLS_KEY: 'KEY',
        KAFKA_TLS_KEY_PASSPHRASE: 'PASS',
        KAFKA_TLS_SERVER_NAME: 'kafka.example',
      };
      expect(problemsOf(environment)).toEqual([]);
      expect(kafkaSettingsOf(read(environment), 'me')).toEqual({
        brokers: ['a:9092'],
        clientId: 'me',
        sasl: { mechanism: mechanism.toLowerCase(), username: 'calls', password: 'hunter2' },
        tls: { ca: 'CA', cert: 'CERT', key: 'KEY', passphrase: 'PASS', servername: 'kafka.example' },
      });
    },
  );

  it.each<[string, Record<string, string>, string]>([
    [
      'a login without a password',
      { KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'calls' },
      'KAFKA_SASL_MECHANISM needs',
    ],
    ['a user without a way to log in', { KAFKA_SASL_USERNAME: 'calls' }, 'KAFKA_SASL_MECHANISM is required'],
    ['a CA without TLS', { KAFKA_TLS_CA: 'CA' }, 'KAFKA_TLS_CA has no effect'],
    [
      'a certificate without its key',
      { KAFKA_TLS: 'on', KAFKA_TLS_CERTIFICATE: 'CERT' },
      'KAFKA_TLS_CERTIFICATE and KAFKA_TLS_KEY',
    ],
  ])('refuse %s', (_what, environment, problem) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('refuse a map of topics that cannot be read', () => {
    expect(() => read({ KAFKA_CALL_TOPICS: 'calls=' })).toThrow('KAFKA_CALL_TOPICS names no workspace for calls');
  });
});
