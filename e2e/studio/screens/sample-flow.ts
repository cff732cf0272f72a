/** What the person of the whole path builds: a decision, a ticket, a note, then two requests side by side. */
export const sampleFlow = {
  condition: { left: '{{interaction.DISPOSITION}}', right: 'escalated' },
  ticket: {
    path: '/tickets',
    body: '{ "subject": "{{interaction.SUMMARY}}" }',
    variable: 'ticketId',
  },
  note: { variable: 'note', value: 'Ticket {{ticketId}} opened' },
  parallel: ['/crm-notes', '/metrics'],
} as const;

/** The keys that the builder gives to its nodes, in the order in which they are added. */
export const sampleKeys = {
  decision: 'decision',
  ticket: 'api_request',
  note: 'set_variable',
  crm: 'api_request_2',
  metrics: 'api_request_3',
} as const;
