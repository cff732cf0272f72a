/** The flow of the pictures: a decision, a ticket, a note, then two requests side by side. Hosts are constants. */
export function demoFlow(): object {
  return {
    format: 1,
    nodes: [start, route, ticket(), survey(), note, crmNote(), metrics()],
    edges: [
      { from: 'start', port: 'next', to: 'route' },
      { from: 'route', port: 'yes', to: 'create_ticket' },
      { from: 'route', port: 'otherwise', to: 'send_survey' },
      { from: 'create_ticket', port: 'success', to: 'build_note' },
      { from: 'build_note', port: 'next', to: 'add_crm_note' },
      { from: 'build_note', port: 'next', to: 'send_metrics' },
    ],
  };
}

/** What it was before its second version: no metrics, and a ticket that waits longer. */
export function firstDemoFlow(): object {
  return {
    format: 1,
    nodes: [start, route, ticket({ timeoutMs: 10_000 }), note, crmNote()],
    edges: [
      { from: 'start', port: 'next', to: 'route' },
      { from: 'route', port: 'yes', to: 'create_ticket' },
      { from: 'create_ticket', port: 'success', to: 'build_note' },
      { from: 'build_note', port: 'next', to: 'add_crm_note' },
    ],
  };
}

const start = {
  key: 'start',
  kind: 'start',
  position: { x: 128, y: 0 },
  config: { variables: [{ name: 'customerId', type: 'string', sample: 'A-1' }] },
};

const route = {
  key: 'route',
  kind: 'decision',
  name: 'Escalated?',
  position: { x: 128, y: 112 },
  config: { branches: [{ key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' }] },
};

const note = {
  key: 'build_note',
  kind: 'setVariable',
  name: 'Build note',
  position: { x: 0, y: 432 },
  config: { assignments: [{ variable: 'note', value: 'Ticket {{ticketId}} opened' }] },
};

function ticket(settings: Pick<RequestParts, 'timeoutMs'> = {}): object {
  const json = {
    external_id: '{{interaction.CALL_ID}}',
    subject: 'Escalated: {{customerId}}',
    comment: '{{interaction.SUMMARY}}',
    turns: '{{interaction.TURNS}}',
  };
  const mapping = [{ variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true }];
  const parts = { url: '{{env.DESK_URL}}/tickets', json, mapping, authProfile: 'desk', ...settings };
  return request('create_ticket', 'Create ticket', { x: 64, y: 272 }, parts);
}

function survey(): object {
  return request('send_survey', 'Send survey', { x: 368, y: 272 }, { url: '{{env.SURVEY_URL}}/invites', json: {} });
}

function crmNote(): object {
  const parts = { url: '{{env.CRM_URL}}/notes', json: { text: '{{note}}' }, authProfile: 'crm' };
  return request('add_crm_note', 'Add CRM note', { x: 0, y: 576 }, parts);
}

function metrics(): object {
  const json = { seconds: '{{interaction.DURATION}}' };
  const parts = { url: '{{env.METRICS_URL}}/events', json, authProfile: 'metrics' };
  return request('send_metrics', 'Send metrics', { x: 320, y: 576 }, parts);
}

interface RequestParts {
  readonly url: string;
  readonly json: object;
  readonly mapping?: readonly object[];
  readonly inDoubt?: 'review';
  readonly timeoutMs?: number;
  /** By its name. */
  readonly authProfile?: string;
}

/** An API Request that posts JSON. */
export function request(key: string, name: string, position: { x: number; y: number }, parts: RequestParts): object {
  const { url, json, mapping = [], inDoubt = 'repeat', timeoutMs = 5000, authProfile } = parts;
  return {
    key,
    kind: 'apiRequest',
    name,
    position,
    config: {
      method: 'POST',
      url,
      body: { type: 'json', json },
      headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
      mapping,
      timeoutMs,
      ...(authProfile === undefined ? {} : { authProfile }),
      idempotency: { honoured: true, inDoubt },
    },
  };
}

/** Start, then one request. */
export function oneRequestFlow(key: string, name: string, parts: RequestParts): object {
  return {
    format: 1,
    nodes: [{ key: 'start', kind: 'start', position: { x: 0, y: 0 } }, request(key, name, { x: 0, y: 128 }, parts)],
    edges: [{ from: 'start', port: 'next', to: key }],
  };
}
