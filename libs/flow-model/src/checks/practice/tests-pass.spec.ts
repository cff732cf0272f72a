import { aDecision, aDocument, anAssignment, aRequest } from '../../testing/a-flow.ts';
import { inShort } from '../../testing/a-flow.ts';
import { checkFlow } from '../check-flow.ts';
import type { Finding } from '../finding.ts';

const nodes = [
  aDecision('route', { yes: '{{interaction.DISPOSITION}} == "escalated"' }),
  aRequest('ticket', {
    method: 'PUT',
    url: 'https://crm.example/tickets',
    body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
    mapping: [{ variable: 'ticketId', path: 'id', required: true }],
  }),
  anAssignment('note', { note: 'nothing to do' }),
];
const lines = ['start -> route', 'route.yes -> ticket', 'route.otherwise -> note'];
const data = { callId: 'c-1', agentId: 'a', outcome: 'completed', disposition: 'escalated' };
const escalated = {
  name: 'an escalated call opens a ticket',
  event: { type: 'call.ended', data },
  answers: { ticket: { status: 201, body: { id: 7 } } },
  expect: {
    path: ['route', 'ticket'],
    end: 'SUCCEEDED',
    requests: { ticket: { method: 'PUT', url: 'https://crm.example/tickets', body: { call: 'c-1' } } },
    variables: { ticketId: 7, note: null },
  },
};
const other = {
  name: 'any other call is left alone',
  event: { type: 'call.ended', data: { ...data, disposition: 'resolved' } },
  expect: { path: ['note'].concat('route'), variables: { note: 'nothing to do' } },
};
const dropped = {
  name: 'a transferred call is not heard',
  event: { type: 'call.ended', data: { ...data, outcome: 'transferred' } },
  expect: { runs: false, reason: 'OUTCOME_NOT_CHOSEN' },
};
const ofTests = ({ code, fieldPath }: Finding) => fieldPath?.startsWith('tests') === true || code === 'W_UNTESTED';
const found = (...tests: unknown[]) =>
  checkFlow({ ...(aDocument(nodes, lines) as object), tests }, {})
    .filter(ofTests)
    .map(inShort);
const changed = (expect: object, rest: object = {}) => found({ ...escalated, ...rest, expect }, other);

describe('tests of a flow', () => {
  it('pass, and leave no node out', () => {
    expect(found(escalated, other, dropped)).toEqual([]);
    expect(found()).toEqual([]);
  });

  it('warn of nodes that none of them runs', () => {
    expect(found(escalated, dropped)).toEqual(['W_UNTESTED note']);
  });

  it.each<[object, string]>([
    [{ runs: false }, 'tests.0.expect.runs'],
    [{ reason: 'CONDITION_FALSE' }, 'tests.0.expect.reason'],
    [{ path: ['route'] }, 'tests.0.expect.path'],
    [{ end: 'FAILED' }, 'tests.0.expect.end'],
    [{ requests: { ticket: { method: 'POST' } } }, 'tests.0.expect.requests.ticket.method'],
    [{ requests: { ticket: { headers: { 'X-Call': 'c-1' } } } }, 'tests.0.expect.requests.ticket.headers.X-Call'],
    [{ requests: { ticket: { body: { call: 'c-2' } } } }, 'tests.0.expect.requests.ticket.body'],
    [{ requests: { note: {} } }, 'tests.0.expect.requests.note'],
    [{ variables: { ticketId: '7' } }, 'tests.0.expect.variables.ticketId'],
  ])('fail when they expect %j', (expect_, place) => {
    expect(changed(expect_)).toEqual([`E_TEST_FAILED ${place}`]);
  });

  it('fail when they leave an answer open, or a call is dropped that should be heard', () => {
    expect(changed({}, { answers: {} })).toEqual(['E_TEST_FAILED tests.0.answers.ticket']);
    expect(found(escalated, other, { ...dropped, expect: {} })).toEqual(['E_TEST_FAILED tests.2.expect']);
    expect(found(escalated, other, { ...dropped, expect: { reason: 'CONDITION_FALSE' } })).toEqual([
      'E_TEST_FAILED tests.2.expect.reason',
    ]);
  });

  it('name what cannot be read, field by field', () => {
    expect(
      found(escalated, other, { name: '', event: { type: 'call.ended', data: [] }, expect: { colour: 1 } }),
    ).toEqual(['INVALID tests.2.name', 'INVALID tests.2.event.data', 'INVALID tests.2.expect.colour']);
  });

  it('are not run while the flow cannot run', () => {
    const broken = [...nodes, aRequest('r', { url: '' })];
    const document = aDocument(broken, [...lines, 'start -> r']) as object;
    expect(
      checkFlow({ ...document, tests: [{ ...escalated, expect: { end: 'FAILED' } }] }, {}).filter(ofTests),
    ).toEqual([]);
  });
});
