import { aFlow, aRequest, reports } from '../../testing/a-flow.ts';
import { askedOnce } from './asked-once.ts';

const url = 'https://desk.example/customers/{{interaction.ANI}}';
const chain = ['start -> a', 'a.success -> b'];
const found = (second: object, lines = chain, first: Record<string, unknown> = { url }) =>
  reports(askedOnce, aFlow([aRequest('a', first), aRequest('b', { url, ...second })], lines));

describe('asking once', () => {
  it('warns of a GET that a node before has sent', () => {
    expect(found({ mapping: [{ variable: 'x', path: 'x' }] })).toEqual(['W_COULD_BE_ONE_REQUEST b']);
  });

  it.each([
    ['another query', { query: [{ name: 'a', value: 'b' }] }],
    ['another profile', { authProfile: 'desk' }],
    ['another method', { method: 'DELETE' }],
  ])('accepts %s', (_what, second) => {
    expect(found(second)).toEqual([]);
  });

  it('accepts a second look behind a request that may have changed what is seen', () => {
    const nodes = [aRequest('a', { url }), aRequest('w', { method: 'PUT' }), aRequest('b', { url })];
    const lines = ['start -> a', 'a.success -> w', 'w.success -> b'];
    expect(reports(askedOnce, aFlow(nodes, lines))).toEqual([]);
    expect(reports(askedOnce, aFlow(nodes, ['start -> w', 'w.success -> a', 'a.success -> b']))).toHaveLength(1);
  });

  it('accepts the same in branches that do not see each other, and a PUT that is repeated', () => {
    expect(found({}, ['start -> a', 'start -> b'])).toEqual([]);
    expect(found({ method: 'PUT' }, chain, { url, method: 'PUT' })).toEqual([]);
  });
});
