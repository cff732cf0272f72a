import { createHash } from 'node:crypto';

/** Agents whose calls make the storm; each has one flow. `agent-deaf` has none: its calls are dropped. */
export const stormAgents = [
  'agent-sequence',
  'agent-lookup',
  'agent-review',
  'agent-honoured',
  'agent-branches',
  'agent-joined',
  'agent-authorized',
  'agent-failing',
  'agent-deaf',
] as const;
export type StormAgent = (typeof stormAgents)[number];

/** For measuring: calls whose target does well, and calls whose target hangs. */
export const measuredAgents = { neighbour: 'agent-neighbour', stuck: 'agent-stuck' } as const;

export const apiKey = `ac_live_${'c'.repeat(43)}`;
export const authProfile = { name: 'desk', token: 'chaos-desk-token' };

/** Where the flows send to. */
export interface Origins {
  /** Misbehaves by the seed. */
  unruly: string;
  /** Of its own lane: answers at once. */
  neighbour: string;
  /** Of its own lane: hangs when it is told to. */
  stuck: string;
}

export type InDoubt = 'repeat' | 'lookup' | 'review';

/** What the author said about one request: what may be sent again follows from it. */
export interface RequestRule {
  inDoubt: InDoubt;
  /** A GET, or of a target that recognises a repeated key: it may leave before its intent is stored. */
  isDeclaredIdempotent: boolean;
}

/** Shorter than the behaviour `late` of the target. */
export const TIMEOUT_MS = 1500;
export const WAIT_FOR_MS = 4000;
const SCHEDULE = ['200ms', '500ms', '1s', '1500ms', '2s', '2s', '3s', '3s', '3s', '3s', '3s', '3s'];

interface Request extends Partial<RequestRule> {
  method?: string;
  schedule?: readonly string[];
  more?: object;
}

interface FlowNode {
  key: string;
  kind: string;
  config: object;
}

function requestNode(origin: string, key: string, request: Request = {}): FlowNode {
  const { method = 'POST', schedule = SCHEDULE, inDoubt = 'repeat', isDeclaredIdempotent = false, more = {} } = request;
  const lookup = {
    url: `${origin}/done`,
    query: [{ name: 'call', value: '{{interaction.CALL_ID}}' }],
    headers: marks(key),
    found: '{{response.body.found}} == true',
    mapping: [{ variable: `${key}Id`, path: '$.id' }],
  };
  return {
    key,
    kind: 'apiRequest',
    config: {
      ...{ method, url: `${origin}/${key}`, headers: marks(key), timeoutMs: TIMEOUT_MS, retry: { schedule } },
      ...(method === 'GET' ? {} : { body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } } }),
      mapping: [{ variable: `${key}Id`, path: '$.id', type: 'string', required: true, externalId: true }],
      idempotency: {
        ...{ header: 'Idempotency-Key', honoured: isDeclaredIdempotent, inDoubt },
        ...(inDoubt === 'lookup' ? { lookup } : {}),
      },
      ...more,
    },
  };
}

function marks(node: string): object[] {
  return [
    { name: 'X-Call', value: '{{interaction.CALL_ID}}' },
    { name: 'X-Node', value: node },
  ];
}

const setVariable = (key: string, value: string): FlowNode => ({
  key,
  kind: 'setVariable',
  config: { assignments: [{ variable: key, value }] },
});

interface Flow {
  nodes: FlowNode[];
  /** `from.port to` */
  edges: string[];
  start?: object;
}

/** Every policy, in sequence and in parallel, with and without a failure exit. */
function flows({ unruly, neighbour, stuck }: Origins): Record<string, Flow> {
  const request = (key: string, more?: Request): FlowNode => requestNode(unruly, key, more);
  const escalated = { key: 'yes', label: 'Escalated', when: '{{interaction.DISPOSITION}} == "escalated"' };
  const honoured = { isDeclaredIdempotent: true };
  return {
    'agent-sequence': {
      nodes: [request('opened'), setVariable('note', 'Ticket {{openedId}}'), request('noted')],
      edges: ['start.next opened', 'opened.success note', 'note.next noted'],
    },
    'agent-lookup': {
      nodes: [request('looked', { inDoubt: 'lookup' }), request('told', honoured)],
      edges: ['start.next looked', 'looked.success told'],
    },
    'agent-review': {
      nodes: [request('reviewed', { inDoubt: 'review' }), request('told', honoured)],
      edges: ['start.next reviewed', 'reviewed.success told'],
    },
    'agent-honoured': {
      nodes: [request('read', { method: 'GET', ...honoured }), request('kept', honoured)],
      edges: ['start.next read', 'read.success kept'],
    },
    'agent-branches': {
      nodes: [
        { key: 'route', kind: 'decision', config: { branches: [escalated] } },
        ...[request('warned'), request('filed', honoured), request('closed')],
      ],
      edges: [
        'start.next route',
        'route.yes warned',
        'route.yes filed',
        'route.otherwise filed',
        'warned.success closed',
        'filed.success closed',
      ],
    },
    'agent-joined': {
      nodes: [request('joined')],
      edges: ['start.next joined'],
      start: { waitFor: { event: 'call.analyzed', deadlineMs: WAIT_FOR_MS } },
    },
    'agent-authorized': {
      nodes: [request('opened', { more: { authProfile: authProfile.name } })],
      edges: ['start.next opened'],
    },
    'agent-failing': {
      nodes: [request('tried', { schedule: [] }), request('warned'), request('told', honoured)],
      edges: ['start.next tried', 'tried.failure warned', 'tried.success told'],
    },
    [measuredAgents.neighbour]: { nodes: [requestNode(neighbour, 'neighbour')], edges: ['start.next neighbour'] },
    [measuredAgents.stuck]: { nodes: [requestNode(stuck, 'stuck')], edges: ['start.next stuck'] },
  };
}

/** By agent and node. */
export function requestRules(origins: Origins): (agentId: string, node: string) => RequestRule {
  const rules = new Map<string, RequestRule>();
  for (const [agentId, { nodes }] of Object.entries(flows(origins))) {
    for (const { key, kind, config } of nodes) {
      if (kind !== 'apiRequest') continue;
      const { idempotency } = config as { idempotency: { honoured: boolean; inDoubt: InDoubt } };
      rules.set(`${agentId}/${key}`, { inDoubt: idempotency.inDoubt, isDeclaredIdempotent: idempotency.honoured });
    }
  }
  return (agentId, node) => {
    const rule = rules.get(`${agentId}/${node}`);
    if (rule === undefined) throw new Error(`${agentId} has no request ${node}`);
    return rule;
  };
}

/** What stands published, as the registry's feed tells it. */
export function publishedValues(origins: Origins): object[] {
  const workspace = 'default';
  const tokenHash = createHash('sha256').update(apiKey).digest('hex');
  const all = flows(origins);
  const agents = [...stormAgents, ...Object.values(measuredAgents)];
  return [
    { kind: 'workspace', workspace, name: 'Default' },
    { kind: 'apiKey', keyId: 'chaos', workspace, role: 'SENDER', tokenHash, expiresAt: null },
    ...agents.map((agentId) => ({ kind: 'agent', workspace, agentId, name: agentId })),
    ...Object.entries(all).map(([agentId, flow], index) => ({
      ...{
        kind: 'action',
        workspace,
        actionId: actionIdOf(index),
        name: agentId,
        isEnabled: true,
        agentIds: [agentId],
      },
      version: { number: 1, document: documentOf(flow) },
    })),
  ];
}

function actionIdOf(index: number): string {
  return `018f0000-0000-4000-8000-0000000001${String(index).padStart(2, '0')}`;
}

function documentOf({ nodes, edges, start = {} }: Flow): object {
  return {
    format: 1,
    nodes: [{ key: 'start', kind: 'start', config: start }, ...nodes].map((node) => ({
      ...node,
      position: { x: 0, y: 0 },
    })),
    edges: edges.map((edge) => {
      const [source = '', to] = edge.split(' ');
      const [from, port] = source.split('.');
      return { from, port, to };
    }),
  };
}
