import {
  createLogger,
  generateServiceKey,
  ServiceTokenSigner,
  ServiceTokenVerifier,
  type ServiceName,
} from '@aftercall/service-runtime';
import { executorServer } from './executor-server.ts';
import { workspaceOf } from './internal-routes.ts';

const keys = {
  registry: generateServiceKey('registry'),
  executor: generateServiceKey('executor'),
  vault: generateServiceKey('vault'),
};
const trustedKeys = JSON.stringify({ keys: Object.values(keys).map(({ publicKey }) => publicKey) });

const tokenOf = (service: ServiceName, purpose: { audience?: ServiceName; workspace?: string } = {}) =>
  new ServiceTokenSigner({ privateKey: keys[service].privateKey }).sign({ audience: 'executor', ...purpose });

function openServer() {
  const heard: unknown[] = [];
  const app = executorServer({
    log: createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } }),
    newId: () => 'request-1',
    tokens: new ServiceTokenVerifier({ trustedKeys, audience: 'executor' }),
    publicRoutes: [
      (server) => {
        server.post('/public', (request) => ({ bytes: (request.body as Buffer).length }));
      },
    ],
    internalRoutes: [
      (server) => {
        server.post('/internal/question', { bodyLimit: 100 }, (request) => {
          heard.push(request.body);
          return { workspace: workspaceOf(request) };
        });
      },
    ],
  });
  const ask = async (token: string | undefined, payload = '{"a":1}', contentType = 'application/json') => {
    const answer = await app.inject({
      method: 'POST',
      url: '/internal/question',
      headers: { 'content-type': contentType, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      payload,
    });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
  return { app, heard, ask };
}

describe('internal routes', () => {
  it('answer the registry, for the workspace of its token', async () => {
    const { ask, heard } = openServer();
    const token = await tokenOf('registry', { workspace: 'acme' });
    expect(await ask(token)).toEqual({ status: 200, body: { workspace: 'acme' } });
    expect(heard).toEqual([{ a: 1 }]);
  });

  it('answer nobody else, and not before the body was read', async () => {
    const { ask, heard } = openServer();
    expect(await ask(undefined)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(await ask('nonsense')).toMatchObject({ status: 401 });
    const elsewhere = await tokenOf('registry', { audience: 'vault', workspace: 'acme' });
    expect(await ask(elsewhere)).toMatchObject({ status: 401 });
    for (const service of ['executor', 'vault'] as const) {
      expect(await ask(await tokenOf(service, { workspace: 'acme' }))).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN', requestId: 'request-1' },
      });
    }
    expect(await ask(await tokenOf('registry'))).toMatchObject({ status: 403 });
    expect(heard).toEqual([]);
  });

  it('say what is wrong with a body that they cannot read', async () => {
    const { ask, heard } = openServer();
    const token = await tokenOf('registry', { workspace: 'acme' });
    expect(await ask(token, '{"a":')).toMatchObject({ status: 400, body: { code: 'UNREADABLE' } });
    expect(await ask(token, JSON.stringify('x'.repeat(200)))).toMatchObject({
      status: 413,
      body: { code: 'TOO_LARGE', title: 'the request is too large: at most 100 bytes are taken' },
    });
    expect(heard).toEqual([]);
  });

  it('leave public routes open, whose bodies stay bytes', async () => {
    const { app } = openServer();
    const answer = await app.inject({
      method: 'POST',
      url: '/public',
      headers: { 'content-type': 'application/json' },
      payload: '{"a":1}',
    });
    expect(answer.json()).toEqual({ bytes: 7 });
  });
});
