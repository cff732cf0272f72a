import { aDecision, aFlowOf, anAssignment, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { templatesCompile } from './templates-compile.ts';

describe('templates that can be read', () => {
  it.each([
    [aDecision('n', { yes: '{{interaction.DISPOSITION}} == "escalated"' })],
    [aRequest('n', { body: { type: 'json', json: ['{{a}} and {{b|none}}', { c: '}} is text' }] } })],
    [anAssignment('n', { a: { b: ['{{ size(interaction.TURNS) }}'] } })],
  ])('accepts %j', (node) => {
    expect(reports(templatesCompile, aFlowOf(node))).toEqual([]);
  });

  it.each([
    [aStart({ condition: 'interaction.OUTCOME ==' }), 'start config.condition'],
    [aStart({ condition: '1 + 2' }), 'start config.condition'],
    [aDecision('n', { yes: '"{{a}}" == "b"' }), 'n config.branches.0.when'],
    [aDecision('n', { yes: { any: [{ left: '{{a', op: '==', right: 'b' }] } }), 'n config.branches.0.when.any.0.left'],
    [aRequest('n', { url: 'https://desk.example/{{}}' }), 'n config.url'],
    [aRequest('n', { query: [{ name: 'q', value: '{{a.matches("x")}}' }] }), 'n config.query.0.value'],
    [aRequest('n', { headers: [{ name: 'X', value: '{{a b}}' }] }), 'n config.headers.0.value'],
    [aRequest('n', { body: { type: 'json', json: { list: [1, '{{'] } } }), 'n config.body.json.list.1'],
    [aRequest('n', { body: { type: 'form', form: [{ name: 'f', value: '{{' }] } }), 'n config.body.form.0.value'],
    [aRequest('n', { body: { type: 'raw', raw: '{{' } }), 'n config.body.raw'],
    [anAssignment('n', { a: '{{1 +}}' }), 'n config.assignments.0.value'],
    [
      aRequest('n', {
        idempotency: { inDoubt: 'lookup', lookup: { url: 'https://desk.example/', found: 'response.' } },
      }),
      'n config.idempotency.lookup.found',
    ],
  ])('reports %j', (node, place) => {
    expect(reports(templatesCompile, aFlowOf(node))).toEqual([`E_EXPRESSION ${place}`]);
  });
});
