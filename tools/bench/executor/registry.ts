import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { referenceFlow } from './reference-flow.ts';

/** The key by which the bench sends events. */
export const token = `ac_live_${'b'.repeat(43)}`;

/** A registry that has one flow to tell, and never anything new. */
export function startRegistry(port: number, target: string): Promise<Server> {
  const entries = published(target).map((value, index) => ({ key: `bench/${index}`, revision: index + 1, value }));
  const server = createServer((asked, answer) => {
    const after = Number(new URL(asked.url ?? '/', 'http://registry').searchParams.get('after'));
    const isNew = after < entries.length;
    const body = JSON.stringify({ revision: entries.length, entries: isNew ? entries : [] });
    const send = () => answer.writeHead(200, { 'content-type': 'application/json' }).end(body);
    if (isNew) send();
    else answer.once('close', () => clearTimeout(timer));
    const timer = setTimeout(isNew ? () => undefined : send, 20_000).unref();
  });
  return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)));
}

function published(target: string): unknown[] {
  return [
    { kind: 'workspace', workspace: 'default', name: 'Default' },
    { kind: 'agent', workspace: 'default', agentId: 'agent-bench', name: 'Bench' },
    {
      kind: 'apiKey',
      keyId: 'bench',
      workspace: 'default',
      role: 'SENDER',
      tokenHash: createHash('sha256').update(token).digest('hex'),
      expiresAt: null,
    },
    {
      kind: 'action',
      workspace: 'default',
      actionId: randomUUID(),
      name: 'Reference flow',
      isEnabled: true,
      agentIds: ['agent-bench'],
      version: { number: 1, document: referenceFlow(target) },
    },
  ];
}
