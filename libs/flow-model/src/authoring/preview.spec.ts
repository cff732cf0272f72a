import { aFlow, anAssignment, aRequest, aStart } from '../testing/a-flow.ts';
import {
  previewMapping,
  previewRequest,
  previewScope,
  previewTemplate,
  previewTree,
  previewWhen,
  type Sample,
} from './preview.ts';

const flow = aFlow(
  [
    aStart({
      variables: [
        { name: 'customerId', sample: 'A-1' },
        { name: 'tier', sample: 'gold' },
      ],
    }),
    aRequest('ticket', {
      mapping: [
        { variable: 'ticketId', path: '$.id' },
        { variable: 'broken', path: '$.[' },
      ],
    }),
    anAssignment('note', { note: 'Ticket {{ticketId}}', unread: '{{', length: '{{size(note)}}' }),
    aRequest('send', { url: '{{env.CRM}}/{{ticketId}}' }),
  ],
  ['start -> ticket', 'ticket.success -> note', 'note -> send'],
);
const sample: Sample = {
  event: {
    type: 'call.ended',
    data: { callId: 'c-1', disposition: 'escalated', durationMs: 65_000, variables: { tier: 'silver' } },
  },
  answers: { ticket: { status: 201, headers: {}, body: { id: 7 } } },
  env: { CRM: 'https://crm.example' },
};

describe('previews', () => {
  it('knows the call, its samples, answers and what rows made on the way', () => {
    const scope = previewScope(flow, sample, 'send');
    expect(scope.interaction).toMatchObject({ CALL_ID: 'c-1', DURATION: 65 });
    expect(scope.variables).toEqual({
      customerId: 'A-1',
      tier: 'silver',
      ticketId: 7,
      note: 'Ticket 7',
      unread: null,
      length: 8,
    });
    expect(scope.steps['ticket']?.response.status).toBe(201);
  });

  it('shows a row what the rows above it made', () => {
    expect(previewScope(flow, sample, 'note', 0).variables).not.toHaveProperty('note');
    expect(previewScope(flow, sample, 'note', 1).variables).toMatchObject({ note: 'Ticket 7' });
  });

  it('makes nothing of a request that was never answered', () => {
    expect(previewScope(flow, { ...sample, answers: {} }, 'send').variables).toMatchObject({ note: 'Ticket ' });
  });

  it('fills texts and trees, and says why it cannot', () => {
    const scope = previewScope(flow, sample, 'send');
    expect(previewTemplate('{{ticketId}}', scope)).toEqual({ ok: true, value: 7 });
    expect(previewTemplate('{{', scope)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('never closed') as string,
    });
    expect(previewTree({ a: ['{{note}}', 1, null], b: '{{' }, scope)).toEqual({ a: ['Ticket 7', 1, null], b: '{{' });
  });

  it('decides a branch by expression and by rows', () => {
    const scope = previewScope(flow, sample, 'send');
    expect(previewWhen('{{interaction.DISPOSITION}} == "escalated"', scope)).toEqual({ ok: true, value: true });
    expect(previewWhen({ all: [{ left: '{{tier}}', op: '==', right: 'gold' }] }, scope)).toEqual({
      ok: true,
      value: false,
    });
    expect(previewWhen({ all: [{ left: '{{', op: '==', right: 'gold' }] }, scope).ok).toBe(false);
    expect(previewWhen('nonsense ==', scope).ok).toBe(false);
  });

  it('renders the request that would be sent', () => {
    const node = flow.nodes.find((one) => one.key === 'send');
    if (node?.kind !== 'apiRequest') throw new Error('no request');
    expect(previewRequest(node.config, previewScope(flow, sample, 'send'))).toMatchObject({
      ok: true,
      value: { ok: true, request: { url: 'https://crm.example/7' } },
    });
    expect(previewRequest({ ...node.config, url: '{{' }, previewScope(flow, sample, 'send')).ok).toBe(false);
  });

  it('maps what can be mapped and reports each row that cannot', () => {
    const node = flow.nodes.find((one) => one.key === 'ticket');
    if (node?.kind !== 'apiRequest') throw new Error('no request');
    const mapped = previewMapping(node.config.mapping, { status: 200, headers: {}, body: { id: 3 } });
    expect(mapped.variables).toEqual({ ticketId: 3 });
    expect(mapped.problems.map(({ variable }) => variable)).toEqual(['broken']);
  });
});
