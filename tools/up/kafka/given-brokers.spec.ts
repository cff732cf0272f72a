import { connectionTo } from './given-brokers.ts';

const login = { KAFKA_SASL_USERNAME: 'me', KAFKA_SASL_PASSWORD: 'hunter2' };

describe('the way to brokers that were given', () => {
  it('is open, as long as nothing else is said', () => {
    expect(connectionTo('kafka:9092', {})).toEqual({ brokers: 'kafka:9092' });
  });

  it.each(['SCRAM-SHA-512', 'scram-sha-512'])('goes by the login that is said: %s', (mechanism) => {
    const environment = { ...login, KAFKA_SASL_MECHANISM: mechanism };
    const sasl = { mechanism: 'scram-sha-512', username: 'me', password: 'hunter2' };
    expect(connectionTo('kafka:9092', environment)).toEqual({ brokers: 'kafka:9092', sasl });
  });

  it('goes over TLS with what was given of it', () => {
    const environment = { KAFKA_TLS: 'on', KAFKA_TLS_CA: 'CA', KAFKA_TLS_SERVER_NAME: 'kafka.example' };
    const ssl = { ca: 'CA', servername: 'kafka.example' };
    expect(connectionTo('kafka:9092', environment)).toEqual({ brokers: 'kafka:9092', ssl });
  });

  it('names a login that is none', () => {
    expect(() => connectionTo('kafka:9092', { KAFKA_SASL_MECHANISM: 'GSSAPI' })).toThrow('KAFKA_SASL_MECHANISM');
  });
});
