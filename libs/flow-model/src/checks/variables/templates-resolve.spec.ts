import { aFlow, anAssignment, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { templatesResolve } from './templates-resolve.ts';

const nodes = (value: string) => [
  aStart({ variables: [{ name: 'customerId' }, { name: 'X-Tenant' }] }),
  aRequest('create', { mapping: [{ variable: 'ticketId', path: '$.id' }] }),
  anAssignment('use', { note: value }),
  aRequest('later'),
];
const lines = ['start -> create', 'create.success -> use', 'use -> later'];
const reported = (value: string) =>
  reports(templatesResolve, aFlow(nodes(value), lines), { callVariables: ['fromAgent'] });

describe('names in templates', () => {
  it.each([
    '{{interaction.SUMMARY}} {{interaction.METADATA.anything}} {{interaction.SIP["x-tenant"]}}',
    '{{customerId}} {{variables.customerId}} {{ticketId}} {{fromAgent}}',
    '{{steps.create.response.body.id}} {{steps.create.response.status}} {{steps.create.response.headers.etag}}',
    '{{env.ANYTHING}} {{run.id}} {{run.startedAt}}',
    '{{variables[interaction.DISPOSITION]}}',
  ])('accepts %s', (value) => {
    expect(reported(value)).toEqual([]);
  });

  it.each([
    ['{{nobody}}', 'E_UNKNOWN_VARIABLE'],
    ['{{nobody|there}}', 'E_UNKNOWN_VARIABLE'],
    ['{{interaction.DISPO}}', 'E_UNKNOWN_VARIABLE'],
    ['{{run.number}}', 'E_UNKNOWN_VARIABLE'],
    ['{{steps.nothing.response.body}}', 'E_UNKNOWN_VARIABLE'],
    ['{{steps.later.response.body}}', 'E_UNKNOWN_VARIABLE'],
    ['{{steps.create.body}}', 'E_UNKNOWN_VARIABLE'],
    ['{{steps.create.response.text}}', 'E_UNKNOWN_VARIABLE'],
    ['{{response.body}}', 'E_UNKNOWN_VARIABLE'],
    ['{{variables.nobody}}', 'W_UNDECLARED_VARIABLE'],
    ['{{interaction.SIP["X-Other"]}}', 'W_UNDECLARED_VARIABLE'],
  ])('reports %s', (value, code) => {
    expect(reported(value)).toEqual([`${code} use config.assignments.0.value`]);
  });

  it('knows the answer of a look-up in its own condition only', () => {
    const lookup = { url: 'https://desk.example/{{response.status}}', found: 'response.status == 200' };
    const flow = aFlow([aRequest('r', { idempotency: { inDoubt: 'lookup', lookup } })], ['start -> r']);
    expect(reports(templatesResolve, flow)).toEqual(['E_UNKNOWN_VARIABLE r config.idempotency.lookup.url']);
  });
});
