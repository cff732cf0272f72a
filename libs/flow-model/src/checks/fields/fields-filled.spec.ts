import { aDecision, aFlowOf, anAssignment, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { fieldsFilled } from './fields-filled.ts';

describe('filled fields', () => {
  it.each([
    ['a Start', aStart()],
    ['a request', aRequest('n', { mapping: [{ variable: 'id', path: '$.id' }] })],
    ['a mapped status', aRequest('n', { mapping: [{ variable: 'code', from: 'status' }] })],
    ['an assignment of an empty text', anAssignment('n', { a: '' })],
    ['a condition', aDecision('n', { yes: 'true' })],
    ['a row without right side', aDecision('n', { yes: { all: [{ left: '{{a}}', op: 'exists' }] } })],
  ])('accepts %s', (_what, node) => {
    expect(reports(fieldsFilled, aFlowOf(node))).toEqual([]);
  });

  it.each([
    [aStart({ outcomes: [] }), 'start config.outcomes'],
    [aRequest('n', { url: ' ' }), 'n config.url'],
    [aRequest('n', { query: [{ value: 'x' }] }), 'n config.query.0.name'],
    [aRequest('n', { headers: [{ name: '', value: 'x' }] }), 'n config.headers.0.name'],
    [aRequest('n', { body: { type: 'form', form: [{ value: 'x' }] } }), 'n config.body.form.0.name'],
    [aRequest('n', { success: [] }), 'n config.success'],
    [aRequest('n', { mapping: [{ path: '$.id' }] }), 'n config.mapping.0.variable'],
    [aRequest('n', { mapping: [{ variable: 'id' }] }), 'n config.mapping.0.path'],
    [aRequest('n', { mapping: [{ variable: 'id', from: 'header' }] }), 'n config.mapping.0.path'],
    [aRequest('n', { idempotency: { header: '' } }), 'n config.idempotency.header'],
    [aDecision('n', {}), 'n config.branches'],
    [aDecision('n', { yes: '' }), 'n config.branches.0.when'],
    [aDecision('n', { yes: { any: [] } }), 'n config.branches.0.when.any'],
    [aDecision('n', { yes: { all: [{ op: '==', right: 1 }] } }), 'n config.branches.0.when.all.0.left'],
    [aDecision('n', { yes: { all: [{ left: 'x', op: '==' }] } }), 'n config.branches.0.when.all.0.right'],
    [anAssignment('n', {}), 'n config.assignments'],
    [anAssignment('n', { '': 'x' }), 'n config.assignments.0.variable'],
    [anAssignment('n', { a: undefined }), 'n config.assignments.0.value'],
  ])('asks for what %j lacks', (node, place) => {
    expect(reports(fieldsFilled, aFlowOf(node))).toEqual([`E_REQUIRED ${place}`]);
  });

  it('asks for the look-up that the policy needs, and for its parts', () => {
    const at = 'n config.idempotency.lookup';
    expect(reports(fieldsFilled, aFlowOf(aRequest('n', { idempotency: { inDoubt: 'lookup' } })))).toEqual([
      `E_LOOKUP_MISSING ${at}`,
    ]);
    expect(reports(fieldsFilled, aFlowOf(aRequest('n', { idempotency: { inDoubt: 'lookup', lookup: {} } })))).toEqual([
      `E_REQUIRED ${at}.found`,
      `E_LOOKUP_MISSING ${at}.url`,
    ]);
  });

  it('leaves a look-up alone that the policy does not use', () => {
    expect(reports(fieldsFilled, aFlowOf(aRequest('n', { idempotency: { lookup: {} } })))).toEqual([]);
  });
});
