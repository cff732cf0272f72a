import { aFlowOf, anAssignment, aRequest, aStart, reports } from '../../testing/a-flow.ts';
import { buildContext } from '../check.ts';
import { secretsKeptOut } from './secrets-kept-out.ts';

const found = (node: Parameters<typeof aFlowOf>[0]) => reports(secretsKeptOut, aFlowOf(node));
const header = (name: string, value: string) => aRequest('r', { headers: [{ name, value }] });
const json = (body: object) => aRequest('r', { method: 'PUT', body: { type: 'json', json: body } });
const joined = (...parts: string[]) => parts.join('');

describe('secrets in a flow', () => {
  it.each([
    [header('Authorization', 'Bearer abcdefghij'), 'config.headers.0.value'],
    [header('X-Api-Key', 'k3y-k3y-k3y'), 'config.headers.0.value'],
    [header('Cookie', 'session=12345678'), 'config.headers.0.value'],
    [header('X-Auth', 'Basic dXNlcjpwYXNzd29yZA=='), 'config.headers.0.value'],
    [aRequest('r', { query: [{ name: 'access_token', value: '0123456789' }] }), 'config.query.0.value'],
    [aRequest('r', { url: 'https://desk.example/?api_key=0123456789' }), 'config.url'],
    [json({ login: { clientSecret: 'hunter2hunter2' } }), 'config.body.json.login.clientSecret'],
    [json({ note: joined('sk', '_live_', '0123456789abcdef') }), 'config.body.json.note'],
    [
      aRequest('r', { method: 'PUT', body: { type: 'form', form: [{ name: 'password', value: 'hunter2hunter2' }] } }),
      'config.body.form.0.value',
    ],
    [aRequest('r', { mapping: [{ variable: 'token', path: 't', default: '0123456789' }] }), 'config.mapping.0.default'],
    [anAssignment('r', { apiToken: '0123456789' }), 'config.assignments.0.value'],
    [anAssignment('r', { x: joined('-----BEGIN ', 'PRIVATE KEY-----') }), 'config.assignments.0.value'],
  ])('warns of %j', (node, place) => {
    expect(found(node)).toEqual([`W_SECRET_IN_TEXT r ${place}`]);
  });

  it('looks at the samples of Start', () => {
    const start = aStart({
      variables: [
        { name: 'password', sample: 'hunter2hunter2' },
        { name: 'tokens', sample: '3' },
      ],
    });
    expect(found(start)).toEqual(['W_SECRET_IN_TEXT start config.variables.0.sample']);
  });

  it.each([
    [header('Authorization', '{{env.AUTHORIZATION}}')],
    [header('Authorization', 'Bearer {{variables.sessionToken}}')],
    [header('X-Call', 'c-1001-2002-3003')],
    [header('X-Token-Kind', 'a-long-word')],
    [header('X-Api-Key', 'none')],
    [aRequest('r', { url: 'https://desk.example/tokens/0123456789?key={{env.KEY}}' })],
    [json({ text: 'Your password was changed: call us if that was not you.' })],
    [json({ password: '{{variables.password}}' })],
    [anAssignment('r', { tokens: '0123456789' })],
  ])('accepts %j', (node) => {
    expect(found(node)).toEqual([]);
  });

  it('does not repeat what it found', () => {
    const [warning] = secretsKeptOut.find(buildContext(aFlowOf(header('X-Api-Key', 'k3y-k3y-k3y')), {}));
    expect(JSON.stringify(warning)).not.toContain('k3y');
  });
});
