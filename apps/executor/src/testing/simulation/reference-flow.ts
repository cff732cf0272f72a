import { apiRequest, flowOf, setVariable } from '../executor-world.ts';

const retry = { schedule: ['300ms', '1200ms', '500ms', '1500ms', '1500ms', '1500ms', '1500ms'] };
const common = { retry, timeoutMs: 500 };
/** The target is told for which run a request is. */
const url = (node: string, path = '/'): string => `https://${node}.example${path}?run={{run.id}}`;
const lookup = { url: url('crm', '/find'), query: [], headers: [], found: 'response.status == 200', mapping: [] };

/**
 * What a simulation runs: a Decision, a ticket, a note, then two requests side by side whose policies are those that must not
 * repeat, and one more, declared idempotent, behind both. `tell` stands on the branch that is not taken.
 */
export const referenceFlow = flowOf(
  [
    {
      key: 'route',
      kind: 'decision',
      config: { branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }] },
    },
    apiRequest('ticket', {
      ...common,
      url: url('ticket'),
      authProfile: 'desk',
      mapping: [{ variable: 'ticketId', path: '$.id', required: true, externalId: true }],
    }),
    apiRequest('tell', { ...common, url: url('tell') }),
    setVariable('note', { note: 'Ticket {{ticketId}} opened' }),
    apiRequest('crm', { ...common, url: url('crm'), idempotency: { inDoubt: 'lookup', lookup } }),
    apiRequest('bill', { ...common, url: url('bill'), idempotency: { inDoubt: 'review' } }),
    apiRequest('store', { ...common, url: url('store'), method: 'PUT', idempotency: { honoured: true } }),
  ],
  [
    'start.next route',
    'route.yes ticket',
    'route.otherwise tell',
    'ticket.success note',
    'note.next crm',
    'note.next bill',
    'crm.success store',
    'bill.success store',
  ],
);

/** The requests of {@link referenceFlow} on the way that is taken. */
export const NODES = ['ticket', 'crm', 'bill', 'store'] as const;

/** Those that may be repeated without anybody being asked, or an intent being kept. */
export const DECLARED_IDEMPOTENT: readonly string[] = ['store'];

/** What a run of it has made in the end. */
export const RESULT = { ticketId: 'ticket-1', note: 'Ticket ticket-1 opened' };
