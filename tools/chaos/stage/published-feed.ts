import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The agent whose calls reach the target, and the one whose calls only set a variable. */
export const agents = { calling: 'agent-calling', quiet: 'agent-quiet' } as const;

/** How long an executor's question for news is left open. */
const LONG_POLL_MS = 20_000;

/** Stands in for the registry: publishes what it is given, and never anything new. */
export class PublishedFeed {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  static async start(values: readonly object[]): Promise<PublishedFeed> {
    const entries = values.map((value, index) => ({ key: `chaos/${index}`, revision: index + 1, value }));
    const server = createServer((asked, answer) => {
      const after = Number(new URL(asked.url ?? '/', 'http://registry').searchParams.get('after'));
      const isNew = after < entries.length;
      const body = JSON.stringify({ revision: entries.length, entries: isNew ? entries : [] });
      const send = (): void => void answer.writeHead(200, { 'content-type': 'application/json' }).end(body);
      if (isNew) {
        send();
        return;
      }
      const timer = setTimeout(send, LONG_POLL_MS);
      asked.socket.once('close', () => {
        clearTimeout(timer);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new PublishedFeed(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** One action for each of the two agents. */
export function entriesFor(targetUrl: string): object[] {
  const start = { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: {} };
  const request = {
    key: 'tell',
    kind: 'apiRequest',
    config: {
      method: 'POST',
      url: `${targetUrl}/told`,
      headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
      body: { type: 'json', json: { call: '{{interaction.CALL_ID}}' } },
      retry: { schedule: Array.from({ length: 10 }, () => '1s') },
      idempotency: { header: 'Idempotency-Key', honoured: true, inDoubt: 'repeat' },
    },
  };
  const note = { key: 'note', kind: 'setVariable', config: { assignments: [{ variable: 'note', value: 'seen' }] } };
  const flowOf = (node: { key: string }): object => ({
    format: 1,
    nodes: [start, node],
    edges: [{ from: 'start', port: 'next', to: node.key }],
  });
  const actionOf = (agentId: string, actionId: string, node: { key: string }): object => ({
    ...{ kind: 'action', workspace: 'default', actionId, name: agentId, isEnabled: true, agentIds: [agentId] },
    version: { number: 1, document: flowOf(node) },
  });
  return [
    { kind: 'workspace', workspace: 'default', name: 'Default' },
    { kind: 'agent', workspace: 'default', agentId: agents.calling, name: 'Calling' },
    { kind: 'agent', workspace: 'default', agentId: agents.quiet, name: 'Quiet' },
    actionOf(agents.calling, '018f0000-0000-4000-8000-0000000000c1', request),
    actionOf(agents.quiet, '018f0000-0000-4000-8000-0000000000c2', note),
  ];
}
