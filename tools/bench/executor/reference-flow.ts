/** The flow that every figure is about: Decision → POST with a 3 KB event → mapping → Set Variable → POST and PUT in parallel. */
export function referenceFlow(target: string): unknown {
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
        config: {
          branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }],
        },
      },
      ...requestNodes(target),
    ],
    edges: [
      { from: 'start', port: 'next', to: 'route' },
      { from: 'route', port: 'yes', to: 'create_ticket' },
      { from: 'create_ticket', port: 'success', to: 'note' },
      { from: 'note', port: 'next', to: 'add_note' },
      { from: 'note', port: 'next', to: 'metrics' },
    ],
  };
}

function requestNodes(target: string): unknown[] {
  return [
    {
      key: 'create_ticket',
      kind: 'apiRequest',
      config: {
        method: 'POST',
        url: `${target}/tickets`,
        headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
        body: {
          type: 'json',
          json: {
            summary: '{{interaction.SUMMARY}}',
            disposition: '{{interaction.DISPOSITION}}',
            seconds: '{{interaction.DURATION}}',
            turns: '{{interaction.TURNS}}',
          },
        },
        mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true }],
        idempotency: { header: 'Idempotency-Key', honoured: true, inDoubt: 'repeat' },
      },
    },
    {
      key: 'note',
      kind: 'setVariable',
      config: { assignments: [{ variable: 'note', value: 'Ticket {{ticketId}} opened' }] },
    },
    {
      key: 'add_note',
      kind: 'apiRequest',
      config: {
        method: 'POST',
        url: `${target}/notes`,
        body: { type: 'json', json: { ticket: '{{ticketId}}', text: '{{note}}' } },
        idempotency: { header: 'Idempotency-Key', honoured: true, inDoubt: 'repeat' },
      },
    },
    {
      key: 'metrics',
      kind: 'apiRequest',
      config: {
        method: 'PUT',
        url: `${target}/metrics`,
        body: { type: 'json', json: { call: '{{interaction.CALL_ID}}', seconds: '{{interaction.DURATION}}' } },
      },
    },
  ];
}

/** A call that ended, about 3 KB as JSON: 40 turns. */
export function referenceEvent(index: number): Record<string, unknown> {
  const transcript = Array.from({ length: 40 }, (_, turn) => ({
    role: turn % 2 === 0 ? 'agent' : 'caller',
    text: `Turn ${turn} about invoice ${index}.`,
    startMs: turn * 1600,
    endMs: turn * 1600 + 1400,
  }));
  return {
    specversion: '1.0',
    id: `evt-${index}`,
    source: 'urn:aftercall:bench',
    type: 'call.ended.v1',
    time: new Date().toISOString(),
    workspace: 'default',
    data: {
      callId: `bench-${index}`,
      agentId: 'agent-bench',
      outcome: 'completed',
      disposition: 'escalated',
      durationMs: 64_000,
      summary: 'Customer asked why the invoice "doubled".\nEscalated to billing.',
      transcript,
      variables: { customerId: `A-${index}` },
    },
  };
}
