import { aDecision, aFlow, anAssignment, aPlan, aRequest, aStart } from '../testing/a-flow.ts';
import { explainCall } from './explain-call.ts';
import type { ImaginedRun, Rehearsal } from './explain-plan.ts';

const nodes = [
  aStart({ outcomes: ['completed'], condition: '{{interaction.DURATION}} > 10', variables: [{ name: 'customerId' }] }),
  aDecision('route', { yes: '{{interaction.DISPOSITION}} == "escalated"' }),
  aRequest('ticket', {
    method: 'POST',
    url: '{{env.CRM_URL}}/tickets',
    headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
    body: { type: 'json', json: { customer: '{{customerId}}' } },
    mapping: [{ variable: 'ticketId', path: 'id', required: true }],
  }),
  aRequest('inform', { url: 'https://desk.example/inform/{{ticketId|none}}' }),
  anAssignment('note', { note: 'Ticket {{ticketId}} opened' }),
];
const lines = ['start -> route', 'route.yes -> ticket', 'ticket.success -> note', 'ticket.failure -> inform'];
const data = {
  callId: 'c-1',
  agentId: 'a',
  outcome: 'completed',
  durationMs: 65_000,
  disposition: 'escalated',
  variables: { customerId: 'A-1' },
};
const flow = aFlow(nodes, lines);
const env = { CRM_URL: 'https://crm.example' };
const explain = (change: object = {}, answers: Rehearsal['answers'] = {}) =>
  explainCall(flow, { event: { type: 'call.ended', data: { ...data, ...change } }, answers, env });
const way = (explanation: ReturnType<typeof explain>) =>
  (explanation as ImaginedRun).steps.map(({ key, state, port }) => `${key} ${state} ${port ?? '-'}`);

describe('explaining a call', () => {
  it('says the way, the requests and the variables, with the answers that were given', () => {
    const explanation = explain({}, { ticket: { status: 201, body: { id: 7 } } });
    expect(explanation).toMatchObject({
      runs: true,
      end: 'SUCCEEDED',
      variables: { customerId: 'A-1', ticketId: 7, note: 'Ticket 7 opened' },
    });
    expect(way(explanation)).toEqual([
      'route succeeded yes',
      'ticket succeeded success',
      'inform skipped -',
      'note succeeded next',
    ]);
    expect((explanation as ImaginedRun).steps[1]?.request).toEqual({
      method: 'POST',
      url: 'https://crm.example/tickets',
      headers: [['X-Call', 'c-1']],
      body: { contentType: expect.stringContaining('application/json') as string, text: '{"customer":"A-1"}' },
    });
  });

  it('assumes a success where nobody said what the target answers', () => {
    const explanation = explain() as ImaginedRun;
    expect(explanation.steps[1]).toMatchObject({ state: 'succeeded', isAnswerAssumed: true });
    expect(explanation.variables['note']).toBe('Ticket  opened');
  });

  it.each<[string, NonNullable<Rehearsal['answers']>[string], string]>([
    ['an answer that is no success', { status: 500 }, 'HTTP_500'],
    ['no answer', { noAnswer: true }, 'NO_ANSWER'],
    ['an answer that cannot be mapped', { status: 200, body: {} }, 'MAPPING_FAILED'],
  ])('takes the failure exit after %s', (_what, answer, code) => {
    const explanation = explain({}, { ticket: answer });
    expect(way(explanation).slice(1)).toEqual(['ticket failed failure', 'inform succeeded success', 'note skipped -']);
    expect((explanation as ImaginedRun).steps[1]?.problem?.code).toBe(code);
    expect(explanation).toMatchObject({ runs: true, end: 'SUCCEEDED' });
  });

  it('says of a request that cannot be made why', () => {
    const bad = explainCall(flow, { event: { type: 'call.ended', data } }) as ImaginedRun;
    expect(bad.steps[1]).toMatchObject({ state: 'failed', problem: { code: 'URL_INVALID' } });
    expect(bad.steps[1]).not.toHaveProperty('request');
  });

  it.each([
    [{ outcome: 'transferred' }, 'OUTCOME_NOT_CHOSEN'],
    [{ durationMs: 5_000 }, 'CONDITION_FALSE'],
    [{ outcome: 7 }, 'OUTCOME_NOT_CHOSEN'],
  ])('names the rule that drops a call with %j', (change, code) => {
    expect(explain(change)).toEqual({ runs: false, code, message: expect.any(String) as string });
  });

  it('takes a plan as well, and says of a flow that cannot run what is wrong', () => {
    const event = { type: 'call.ended', data } as const;
    expect(explainCall(aPlan(nodes, lines), { event, env })).toEqual(explain());
    expect(explainCall(aFlow([], []), { event })).toMatchObject({
      runs: false,
      code: 'FLOW_INVALID',
      findings: [{ code: 'E_NO_START_EDGE' }],
    });
  });
});
