import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { inDoubtDecided } from './in-doubt-decided.ts';

const reported = (method: string, idempotency: Record<string, unknown> = {}) =>
  reports(inDoubtDecided, aFlowOf(aRequest('r', { method, idempotency })));

describe('requests in doubt', () => {
  it.each(['POST', 'PATCH'])('warns of a %s that is repeated', (method) => {
    expect(reported(method)).toEqual(['W_IN_DOUBT_REPEAT r config.idempotency.inDoubt']);
  });

  it.each(['GET', 'PUT', 'DELETE'])('accepts a repeated %s', (method) => {
    expect(reported(method)).toEqual([]);
  });

  it.each([{ honoured: true }, { inDoubt: 'lookup' }, { inDoubt: 'review' }])(
    'accepts a POST with %j',
    (idempotency) => {
      expect(reported('POST', idempotency)).toEqual([]);
    },
  );
});
