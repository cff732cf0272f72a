import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { headersAllowed } from './headers-allowed.ts';

const reported = (name: string, config: Record<string, unknown> = {}) =>
  reports(headersAllowed, aFlowOf(aRequest('r', { headers: [{ name, value: 'x' }], ...config })));

describe('headers', () => {
  it.each(['X-Call', 'Accept', 'Content-Type', 'Authorization'])('accepts %s', (name) => {
    expect(reported(name)).toEqual([]);
  });

  it.each([
    'Host',
    'content-length',
    'Connection',
    'Transfer-Encoding',
    'Proxy-Authorization',
    'proxy-anything',
    'Idempotency-Key',
    'X Call',
    'X-Call:',
    'X-\r\nY',
    '{{name}}',
  ])('reports %j', (name) => {
    expect(reported(name)).toEqual(['E_HEADER_NOT_ALLOWED r config.headers.0.name']);
  });

  it('reports Authorization beside an auth profile', () => {
    expect(reported('authorization', { authProfile: 'desk' })).toEqual([
      'E_HEADER_NOT_ALLOWED r config.headers.0.name',
    ]);
  });

  it('reports a header for the key that carries something else, and those of a look-up', () => {
    const lookup = { url: 'https://desk.example/', found: 'true', headers: [{ name: 'Host', value: 'x' }] };
    expect(reported('Accept', { idempotency: { header: 'Host', inDoubt: 'lookup', lookup } })).toEqual([
      'E_HEADER_NOT_ALLOWED r config.idempotency.header',
      'E_HEADER_NOT_ALLOWED r config.idempotency.lookup.headers.0.name',
    ]);
    expect(reported('Accept', { idempotency: { header: 'Authorization' } })).toHaveLength(1);
  });
});
