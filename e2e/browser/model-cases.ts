import {
  checkFlow,
  compilePlan,
  parseFlowDocument,
  type Json,
  type JsonObject,
  type Plan,
  type Scope,
} from '@aftercall/flow-model';

const turns = [
  { role: 'agent', text: 'Hello "you"' },
  { role: 'caller', text: 'Grüezi 👋\nnew line' },
];

function flow(body: Json, when: string): JsonObject {
  return {
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: { variables: [{ name: 'customerName' }] } },
      { key: 'set', kind: 'setVariable', config: { assignments: [{ variable: 'ticketId', value: 'T-1' }] } },
      { key: 'route', kind: 'decision', config: { branches: [{ key: 'yes', label: 'Yes', when }] } },
      {
        key: 'send',
        kind: 'apiRequest',
        config: {
          method: 'POST',
          url: 'https://crm.example/{{ticketId}}/{{interaction.END_REASON}}',
          body: { type: 'json', json: body },
        },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'set' },
      { from: 'set', port: 'next', to: 'route' },
      { from: 'route', port: 'yes', to: 'send' },
    ],
  };
}

function scopeWith(interaction: JsonObject): Scope {
  return {
    interaction: {
      SUMMARY: 'He said "no".\nTwice 😀',
      TURNS: turns,
      DURATION: 65,
      END_REASON: 'hung up/now',
      ...interaction,
    },
    variables: { ticketId: 'T-1' },
    steps: {},
    env: {},
    run: { id: '01a1fc82-edf1-71a1-8c2b-515095e9e00c', startedAt: '2026-11-20T09:00:00Z' },
  };
}

/** What the documents promise of templates and conditions, worked out here: the answers must be the same wherever it runs. */
export function workOutModelCases(): JsonObject {
  const document = flow(
    {
      summary: '{{interaction.SUMMARY}}',
      greeting: 'Dear {{customerName|there}}',
      ticket: 'Ticket {{ticketId}}',
      turns: '{{interaction.TURNS}}',
      minutes: '{{interaction.DURATION / 60}}',
      sentiment: '{{interaction.SENTIMENT}}',
    },
    '{{interaction.DISPOSITION}} == "escalated"',
  );
  const parsed = parseFlowDocument(document);
  if (!parsed.ok) return { refused: parsed.findings.map(({ code, message }) => `${code} ${message}`) };
  const compiled = compilePlan(parsed.flow);
  if (!compiled.ok) return { refused: compiled.findings.map(({ code, message }) => `${code} ${message}`) };
  return {
    findings: checkFlow(document, {}).map(({ code, nodeKey }) => `${code} ${nodeKey ?? ''}`),
    ...answersOf(compiled.plan),
  };
}

function answersOf({ steps }: Plan): JsonObject {
  const [, route, send] = steps;
  if (route?.kind !== 'decision' || send?.kind !== 'apiRequest') return { refused: ['the plan has other steps'] };
  const rendering = send.render(scopeWith({}));
  if (!rendering.ok) return { refused: [rendering.problem.message] };
  return {
    present: route.decide(scopeWith({ DISPOSITION: 'escalated' })),
    otherCase: route.decide(scopeWith({ DISPOSITION: 'Escalated' })),
    absent: route.decide(scopeWith({})),
    url: rendering.request.url,
    body: JSON.parse(rendering.request.body?.text ?? 'null') as Json,
    mapped: send.map({ status: 201, headers: {}, body: { id: 7 } }).variables,
  };
}
