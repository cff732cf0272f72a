import { callTopicsOf, kafkaSettings, topicsOf } from './call-topics.ts';

describe('the topics of call events', () => {
  it('are the usual one for all workspaces, unless the shell says otherwise', () => {
    expect(callTopicsOf({})).toBe('aftercall.call-events.v1=*');
    expect(callTopicsOf({ KAFKA_CALL_TOPICS: 'calls=acme' })).toBe('calls=acme');
    expect(topicsOf({})).toEqual(['aftercall.call-events.v1']);
    expect(topicsOf({ KAFKA_CALL_TOPICS: 'calls=acme,globex; other = * ;' })).toEqual(['calls', 'other']);
  });
});

describe('what the executor is told of Kafka', () => {
  const login = { KAFKA_SASL_USERNAME: 'me', KAFKA_TLS_CA_FILE: '/ca', KAFKA_GROUP_ID: 'g' };
  const foreign = { KAFKA_BROKERS: 'kafka:9092', ...login };

  it('is how to reach our own broker, and nothing of how to reach another', () => {
    expect(kafkaSettings(login, '127.0.0.1:9092')).toEqual({
      KAFKA_BROKERS: '127.0.0.1:9092',
      KAFKA_CALL_TOPICS: 'aftercall.call-events.v1=*',
      KAFKA_SASL_USERNAME: undefined,
      KAFKA_TLS_CA_FILE: undefined,
    });
  });

  it('leaves the way to brokers that were given as it is', () => {
    expect(kafkaSettings(foreign, 'kafka:9092')).toEqual({
      KAFKA_BROKERS: 'kafka:9092',
      KAFKA_CALL_TOPICS: 'aftercall.call-events.v1=*',
    });
  });

  it('is nothing when Kafka is off, whatever the shell holds', () => {
    expect(kafkaSettings(foreign, undefined)).toEqual({
      KAFKA_BROKERS: undefined,
      KAFKA_SASL_USERNAME: undefined,
      KAFKA_TLS_CA_FILE: undefined,
    });
  });
});
