/** A flow with a branch, two requests and a variable; nothing is wrong with it. */
export function referenceFlow(changes: { authProfile?: string } = {}): object {
  return {
    format: 1,
    nodes: [
      {
        key: 'start',
        kind: 'start',
        position: { x: 0, y: 0 },
        config: { event: 'call.ended', outcomes: ['completed'] },
      },
      {
        key: 'route',
        kind: 'decision',
        name: 'Escalated?',
        config: { branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }] },
      },
      {
        key: 'create_ticket',
        kind: 'apiRequest',
        name: 'Create ticket',
        config: {
          method: 'POST',
          url: 'https://desk.example/tickets',
          body: { type: 'json', json: { summary: '{{interaction.SUMMARY}}', agent: '{{interaction.AGENT_ID}}' } },
          ...changes,
          mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true }],
          idempotency: { header: 'Idempotency-Key', honoured: true, inDoubt: 'repeat' },
        },
      },
      {
        key: 'note',
        kind: 'setVariable',
        config: { assignments: [{ variable: 'note', value: 'Ticket {{ticketId}} opened' }] },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'route' },
      { from: 'route', port: 'yes', to: 'create_ticket' },
      { from: 'create_ticket', port: 'success', to: 'note' },
    ],
  };
}
