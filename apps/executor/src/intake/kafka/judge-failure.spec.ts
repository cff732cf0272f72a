import { judgeFailure } from './judge-failure.ts';

const error = (name: string, over: object = {}): Error => Object.assign(new Error('x'), { name, ...over });

describe('why a consumer ended', () => {
  it.each<[string, Error, 'away' | 'refused' | 'defect', string]>([
    ['a broker that is gone', error('KafkaJSConnectionError', { code: 'ECONNREFUSED' }), 'away', 'does not answer'],
    [
      'a topic that nobody made',
      error('KafkaJSProtocolError', { type: 'UNKNOWN_TOPIC_OR_PARTITION' }),
      'away',
      'does not exist',
    ],
    ['a wrong password', error('KafkaJSSASLAuthenticationError'), 'refused', 'login'],
    [
      'a foreign certificate',
      error('KafkaJSConnectionError', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'refused',
      'KAFKA_TLS_',
    ],
    [
      'a name that the certificate lacks',
      error('KafkaJSConnectionError', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      'refused',
      'KAFKA_TLS_',
    ],
    [
      'a topic that we may not read',
      error('KafkaJSProtocolError', { type: 'TOPIC_AUTHORIZATION_FAILED' }),
      'refused',
      'READ',
    ],
    ['a mistake in code', new TypeError('x is not a function'), 'defect', 'nobody foresaw'],
    ['a name of the language', error('constructor'), 'away', 'does not answer'],
  ])('%s', (_what, thrown, kind, says) => {
    expect(judgeFailure(thrown, 'calls')).toEqual({
      kind,
      says: expect.stringContaining(says) as string,
      error: thrown,
    });
  });

  it('is found behind the errors that kafkajs wraps it in', () => {
    const inner = error('KafkaJSProtocolError', { type: 'GROUP_AUTHORIZATION_FAILED' });
    const wrapped = error('KafkaJSNumberOfRetriesExceeded', { cause: error('KafkaJSError', { cause: inner }) });
    expect(judgeFailure(wrapped, 'calls')).toMatchObject({ kind: 'refused', error: wrapped });
  });

  it('ends at errors that are their own cause', () => {
    const round = error('KafkaJSError');
    Object.assign(round, { cause: round });
    expect(judgeFailure(round, 'calls').kind).toBe('away');
  });
});
