import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { urlsValid } from './urls-valid.ts';

const reported = (url: string) => reports(urlsValid, aFlowOf(aRequest('r', { url })));

describe('URLs', () => {
  it.each([
    'https://desk.example/tickets',
    'http://127.0.0.1:4090/tickets?source=voice',
    'https://desk.example/c/{{interaction.CALL_ID}}?q={{ name|there }}#top',
    'https://{{region}}.desk.example/tickets',
    'https://{{region}}:8443/tickets',
    'https://api{{number}}.desk.example:{{port}}/tickets',
    '{{env.CRM_URL}}/tickets/{{ticketId}}',
    ' https://desk.example ',
  ])('accepts %s', (url) => {
    expect(reported(url)).toEqual([]);
  });

  it.each([
    '/tickets',
    'desk.example/tickets',
    'ftp://desk.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    'https://user:password@desk.example/',
    'https://desk.example/a/../b',
    '{{variables.base}}/tickets',
    '{{env.CRM_URL + variables.path}}/tickets',
    '{{steps.a.response.body.next}}',
    '{{env.CRM_URL}}{{variables.path}}',
    'https://desk.example{{variables.path}}',
    'https://desk.example{{a}}{{b}}?q=1',
  ])('reports %s', (url) => {
    expect(reported(url)).toEqual(['E_URL r config.url']);
  });

  it('looks at the URL of a look-up too, and leaves empty ones to another check', () => {
    const idempotency = { inDoubt: 'lookup', lookup: { url: 'desk' } };
    expect(reports(urlsValid, aFlowOf(aRequest('r', { url: '', idempotency })))).toEqual([
      'E_URL r config.idempotency.lookup.url',
    ]);
  });
});
