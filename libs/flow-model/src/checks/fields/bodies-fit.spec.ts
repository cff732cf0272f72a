import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { bodiesFit } from './bodies-fit.ts';

const reported = (config: Record<string, unknown>) =>
  reports(bodiesFit, aFlowOf(aRequest('r', { method: 'POST', ...config })));

describe('bodies', () => {
  it.each([
    [{ body: { type: 'json', json: { a: '{{interaction.SUMMARY}}' } } }],
    [{ body: { type: 'json', json: null } }],
    [{ body: { type: 'json', json: '{{interaction.ANALYSIS}}' } }],
    [{ body: { type: 'raw', raw: '{"a": 1}', contentType: 'application/json' } }],
    [{ body: null }],
    [{ method: 'GET' }],
  ])('accepts %j', (config) => {
    expect(reported(config)).toEqual([]);
  });

  it.each([
    [{ body: { type: 'json' } }, 'E_JSON_BODY r config.body.json'],
    [{ body: { type: 'json', json: '{"a": "{{interaction.SUMMARY}}"}' } }, 'E_JSON_BODY r config.body.json'],
    [
      { body: { type: 'raw', raw: '{"a": "{{interaction.SUMMARY}}"}', contentType: 'application/vnd.api+json' } },
      'E_JSON_BODY r config.body.raw',
    ],
    [{ method: 'GET', body: { type: 'json', json: {} } }, 'INVALID r config.body'],
  ])('reports %j', (config, report) => {
    expect(reported(config)).toEqual([report]);
  });
});
