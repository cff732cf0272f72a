import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { jsonPathsValid } from './json-paths-valid.ts';

const reported = (path: string, type = 'string') =>
  reports(jsonPathsValid, aFlowOf(aRequest('r', { mapping: [{ variable: 'v', path, type }] })));

describe('JSON paths', () => {
  it.each(['$', '$.id', 'id', 'a.b[0]', '[0].id', "$['odd name']", '$[-1]'])('accepts %s for one value', (path) => {
    expect(reported(path)).toEqual([]);
  });

  it.each(['$..id', '$.a[*]', '$.a[?@.b > 1].c', '$.a[1:3]'])('accepts %s for a list only', (path) => {
    expect(reported(path, 'json')).toEqual([]);
    expect(reported(path)).toEqual(['E_BAD_JSONPATH r config.mapping.0.path']);
  });

  it.each(['$.', '$.a[', 'a b', '$.a[?match(@.b, "(a+)+$")]', '$.a[?search(@, "x")]', '$.a[?count($.a[*]) > 0]'])(
    'reports %s',
    (path) => {
      expect(reported(path, 'json')).toEqual(['E_BAD_JSONPATH r config.mapping.0.path']);
    },
  );

  it('takes a name for a header, and no path for the status', () => {
    const from = (part: string, path: string) =>
      reports(jsonPathsValid, aFlowOf(aRequest('r', { mapping: [{ variable: 'v', from: part, path }] })));
    expect([from('header', 'X-Id'), from('status', '')]).toEqual([[], []]);
    expect([from('header', 'X Id'), from('status', '$.a')].flat()).toEqual([
      'E_BAD_JSONPATH r config.mapping.0.path',
      'E_BAD_JSONPATH r config.mapping.0.path',
    ]);
  });

  it('looks at the mapping of a look-up too', () => {
    const lookup = { url: 'https://desk.example/', found: 'true', mapping: [{ variable: 'v', path: '$[' }] };
    expect(reports(jsonPathsValid, aFlowOf(aRequest('r', { idempotency: { inDoubt: 'lookup', lookup } })))).toEqual([
      'E_BAD_JSONPATH r config.idempotency.lookup.mapping.0.path',
    ]);
  });
});
