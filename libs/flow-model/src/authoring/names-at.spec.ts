import { aDecision, aFlow, anAssignment, aRequest, aStart } from '../testing/a-flow.ts';
import { namesAt } from './names-at.ts';

const flow = aFlow(
  [
    aStart({ variables: [{ name: 'customerId', required: true }, { name: 'odd name' }] }),
    aRequest('ticket', { mapping: [{ variable: 'ticketId', path: '$.id', type: 'number', required: true }] }),
    aRequest('get-more', {}),
    anAssignment('note', { first: 'a', second: '{{first}}' }),
    aRequest('beside', { mapping: [{ variable: 'other', path: '$.x' }] }),
  ],
  ['start -> ticket', 'ticket.success -> get-more', 'get-more.success -> note', 'start -> beside'],
);
const at = (nodeKey: string, row?: number) =>
  namesAt(flow, { nodeKey, ...(row === undefined ? {} : { row }) }, { constants: ['CRM_URL'] });
const named = (nodeKey: string, group: string, row?: number) =>
  at(nodeKey, row)
    .filter((one) => one.group === group)
    .map((one) => one.name);

describe('names that an author may write', () => {
  it('offers what the call brings and what nodes before make, and nothing of other branches', () => {
    expect(named('note', 'variables')).toEqual(['customerId', 'variables["odd name"]', 'ticketId']);
    expect(named('ticket', 'variables')).toEqual(['customerId', 'variables["odd name"]']);
    expect(named('beside', 'steps')).toEqual([]);
  });

  it('says the type in words and who made it', () => {
    const find = (name: string) => at('note').find((one) => one.name === name);
    expect(find('ticketId')).toMatchObject({ type: 'a number', madeBy: ['ticket'] });
    expect(find('customerId')).toMatchObject({ type: 'text', madeBy: [] });
    expect(find('interaction.DURATION')?.type).toBe('a number or absent');
  });

  it('shows rows of a Set Variable those above them only', () => {
    expect(named('note', 'variables', 0)).not.toContain('first');
    expect(named('note', 'variables', 1)).toContain('first');
    expect(named('note', 'variables', 1)).not.toContain('second');
  });

  it('writes a key that is no identifier in brackets', () => {
    expect(named('note', 'steps')).toContain('steps["get-more"].response.body');
    expect(named('note', 'steps')).toContain('steps.ticket.response.status');
  });

  it('ends with constants and the run, and the answer where a look-up is judged', () => {
    expect(named('ticket', 'constants')).toEqual(['env.CRM_URL']);
    expect(named('ticket', 'run')).toEqual(['run.id', 'run.startedAt']);
    expect(named('ticket', 'response')).toEqual([]);
    expect(namesAt(flow, { nodeKey: 'ticket', isFound: true }, {}).at(-1)?.name).toBe('response.body');
  });

  it('works on a flow in a circle and knows nothing of a node that is not there', () => {
    const circle = aFlow(
      [aDecision('one', { yes: 'true' }), anAssignment('two')],
      ['start -> one', 'one.yes -> two', 'two -> one'],
    );
    expect(namesAt(circle, { nodeKey: 'two' }, {}).length).toBeGreaterThan(0);
    expect(namesAt(circle, { nodeKey: 'three' }, {})).toEqual([]);
  });
});
