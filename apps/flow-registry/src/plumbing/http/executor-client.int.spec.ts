import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { generateServiceKey, ServiceTokenSigner, ServiceTokenVerifier } from '@aftercall/service-runtime';
import { ExecutorClient } from './executor-client.ts';

const key = generateServiceKey('registry');
const signer = new ServiceTokenSigner({ privateKey: key.privateKey });
const verifier = new ServiceTokenVerifier({
  trustedKeys: JSON.stringify({ keys: [key.publicKey] }),
  audience: 'executor',
});
const question = { workspace: 'acme', path: '/internal/question', body: { n: 1 }, timeoutMs: 5000 };

describe('the client of executors', () => {
  let server: Server;
  let client: ExecutorClient;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    server = createServer((request, response) => {
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new ExecutorClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, signer);
  });
  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('asks as the registry, for one workspace, and gives back what was answered', async () => {
    answer = (request, response) => {
      void (async () => {
        const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
        const caller = await verifier.verify(token);
        response.writeHead(409).end(JSON.stringify({ caller, url: request.url, body: await json(request) }));
      })();
    };
    expect(await client.ask(question)).toEqual({
      status: 409,
      body: { caller: { service: 'registry', workspace: 'acme' }, url: '/internal/question', body: { n: 1 } },
    });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['fails', (response) => response.writeHead(500).end('{}')],
    ['does not trust us', (response) => response.writeHead(401).end('{}')],
    ['refuses us', (response) => response.writeHead(403).end('{}')],
    ['answers something else than JSON', (response) => response.end('<html>')],
    ['hangs up', (response) => response.destroy()],
  ])('takes one that %s for none', async (_what, misbehave) => {
    answer = (_request, response) => {
      misbehave(response);
    };
    await expect(client.ask(question)).rejects.toMatchObject({
      code: 'EXECUTOR_UNAVAILABLE',
      facts: { workspace: 'acme', path: '/internal/question' },
    });
  });

  it('waits no longer than it was told', async () => {
    answer = () => undefined;
    await expect(client.ask({ ...question, timeoutMs: 50 })).rejects.toMatchObject({ code: 'EXECUTOR_UNAVAILABLE' });
  });

  it('hangs up when whoever asked is gone', async () => {
    const hungUp = new Promise<void>((resolve) => {
      answer = (request) => {
        request.once('close', resolve);
        gone.abort();
      };
    });
    const gone = new AbortController();
    const asked = client.ask({ ...question, signal: gone.signal });
    await expect(asked).rejects.toMatchObject({ code: 'EXECUTOR_UNAVAILABLE' });
    await hungUp;
  });
});
