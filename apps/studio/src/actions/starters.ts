import type { NodeKind } from '@aftercall/flow-model';

/** A flow to begin with, as an author would write it. */
export interface Starter {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly kinds: readonly NodeKind[];
  readonly flow: object;
}

const start = { key: 'start', kind: 'start', position: { x: 0, y: 0 } };

/** The starters that the empty list and the dialog offer. Their hosts are examples: an author puts in their own. */
export const starters: readonly Starter[] = [
  {
    id: 'notify-crm',
    name: 'Notify CRM',
    text: 'Writes summary and transcript to the contact.',
    kinds: ['start', 'apiRequest'],
    flow: {
      format: 1,
      nodes: [
        start,
        {
          key: 'add_note',
          kind: 'apiRequest',
          name: 'Add CRM note',
          position: { x: 0, y: 128 },
          config: {
            method: 'POST',
            url: 'https://crm.example/notes',
            body: {
              type: 'json',
              json: {
                external_id: '{{interaction.CALL_ID}}',
                phone: '{{interaction.ANI}}',
                summary: '{{interaction.SUMMARY}}',
                transcript: '{{interaction.TRANSCRIPT}}',
              },
            },
            mapping: [{ variable: 'noteId', path: '$.id', type: 'string', externalId: true }],
            idempotency: { honoured: true },
          },
        },
      ],
      edges: [{ from: 'start', port: 'next', to: 'add_note' }],
    },
  },
  {
    id: 'branch',
    name: 'Branch on disposition',
    text: 'Sends escalated calls to the desk.',
    kinds: ['start', 'decision', 'apiRequest'],
    flow: {
      format: 1,
      nodes: [
        start,
        {
          key: 'route',
          kind: 'decision',
          name: 'Escalated?',
          position: { x: 0, y: 128 },
          config: {
            branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }],
          },
        },
        {
          key: 'create_ticket',
          kind: 'apiRequest',
          name: 'Create ticket',
          position: { x: -64, y: 288 },
          config: {
            method: 'POST',
            url: 'https://desk.example/tickets',
            body: { type: 'json', json: { subject: 'Escalated call', comment: '{{interaction.SUMMARY}}' } },
            mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', externalId: true }],
            idempotency: { honoured: true },
          },
        },
      ],
      edges: [
        { from: 'start', port: 'next', to: 'route' },
        { from: 'route', port: 'yes', to: 'create_ticket' },
      ],
    },
  },
  {
    id: 'mtls-call',
    name: 'mTLS call',
    text: 'Calls an API with a client certificate.',
    kinds: ['start', 'setVariable', 'apiRequest'],
    flow: {
      format: 1,
      nodes: [
        start,
        {
          key: 'build_note',
          kind: 'setVariable',
          name: 'Build note',
          position: { x: 0, y: 128 },
          config: {
            assignments: [
              { variable: 'note', value: 'Call {{interaction.CALL_ID}} ended after {{interaction.DURATION}} s' },
            ],
          },
        },
        {
          key: 'call_api',
          kind: 'apiRequest',
          name: 'Call the API',
          position: { x: 0, y: 256 },
          config: {
            method: 'POST',
            url: 'https://api.example/calls',
            body: { type: 'json', json: { text: '{{note}}' } },
            // Its author makes a profile of this name, or chooses another one: the draft's problems say so.
            authProfile: 'client-certificate',
            idempotency: { honoured: true },
          },
        },
      ],
      edges: [
        { from: 'start', port: 'next', to: 'build_note' },
        { from: 'build_note', port: 'next', to: 'call_api' },
      ],
    },
  },
];
