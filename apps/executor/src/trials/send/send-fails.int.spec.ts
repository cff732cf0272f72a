import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { leakGuard, TestAuthority, until } from '@aftercall/dev-harness';
import { aCredential } from '../../delivery/testing/fixed-auth-profiles.ts';
import { TrialWorld } from '../http/testing/trial-world.ts';

describe('a Send that fails', () => {
  let world: TrialWorld;
  beforeEach(() => {
    world = new TrialWorld();
  });
  afterEach(() => world.close());

  it.each<[string, (world: TrialWorld) => Promise<string>, object, object]>([
    [
      'DNS_NOT_FOUND',
      () => Promise.resolve('http://nothing.invalid'),
      {},
      { meta: { egress: { verdict: 'NOT_REACHED' }, inProduction: { move: 'RETRY', afterMs: 30_000 } } },
    ],
    ['CONNECT_REFUSED', () => Promise.resolve('http://127.0.0.1:1'), {}, { meta: { status: null } }],
    [
      'TIMEOUT',
      (world) => world.target(() => undefined),
      { timeoutMs: 800 },
      { failure: { detail: 'FIRST_BYTE' }, meta: { attempts: [{ status: 'IN_DOUBT' }] } },
    ],
    [
      'TIMEOUT',
      (world) => world.target((_request, response) => response.write('begin')),
      { timeoutMs: 800 },
      { failure: { detail: 'BODY' } },
    ],
    ['RESET', (world) => world.target((_request, response) => response.socket?.resetAndDestroy()), {}, {}],
    [
      'BODY_CUT',
      (world) =>
        world.target((_request, response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('begin', () => response.socket?.end());
        }),
      {},
      {},
    ],
    [
      'BODY_UNREADABLE',
      (world) =>
        world.target((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{')),
      {},
      { isSuccess: true, data: { kind: 'TEXT', text: '{' }, meta: { status: 200 } },
    ],
    ['URL_INVALID', () => Promise.resolve('{{interaction.SUMMARY}}'), {}, { meta: { request: null } }],
    ['PROFILE_NOT_FOUND', () => Promise.resolve('https://desk.example'), { authProfile: 'nope' }, {}],
    ['PROFILE_REVOKED', () => Promise.resolve('https://desk.example'), { authProfile: 'revoked' }, {}],
    ['PROFILE_ORIGIN_NOT_ALLOWED', () => Promise.resolve('https://other.example'), { authProfile: 'desk' }, {}],
  ])('is %s, with a hint', async (code, start, config, more) => {
    world.authProfiles.set('desk', aCredential()).set('revoked', 'revoked');
    const result = await world.send({ url: await start(world), ...config });
    expect(result).toMatchObject({ failure: { code, message: expect.any(String) as string }, ...more });
    expect(result.failure?.hint).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('is PROFILE_UNAVAILABLE while the vault is away', async () => {
    world.authProfiles.isAway = true;
    expect((await world.send({ url: 'https://desk.example', authProfile: 'desk' })).failure).toMatchObject({
      code: 'PROFILE_UNAVAILABLE',
    });
  });

  it.each([
    ['http://169.254.169.254/', 'link-local'],
    ['http://[::1]/', 'loopback'],
    ['http://10.1.2.3/', 'private'],
  ])('is EGRESS_BLOCKED for %s', async (url, range) => {
    const closed = new TrialWorld('');
    expect(await closed.send({ url })).toMatchObject({
      failure: { code: 'EGRESS_BLOCKED', detail: expect.stringContaining(range) as string },
      meta: { egress: { verdict: 'BLOCKED' }, inProduction: { move: 'FAIL' } },
    });
    await closed.close();
  });

  it('is BODY_TOO_LARGE past 10 MB, and shows 10 MB whole', async () => {
    const answer = (bytes: number) =>
      world.target((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(bytes - 2)}"`);
      });
    const most = 10 * 1024 * 1024;
    const whole = await world.send({ url: await answer(most), timeoutMs: 60_000 });
    expect(whole.failure).toBeNull();
    expect(whole.data?.text).toHaveLength(most);
    const large = await world.send({ url: await answer(2 * most), timeoutMs: 60_000 });
    expect(large).toMatchObject({
      isSuccess: true,
      failure: { code: 'BODY_TOO_LARGE', message: expect.stringContaining(`${most} bytes`) as string },
      data: { isTruncated: true, kind: 'TEXT' },
      meta: { status: 200 },
    });
    expect(large.data?.text).toHaveLength(64 * 1024);
  });

  it('is CANCELLED by the signal, and ends the connection to the target', async () => {
    let isOpen = false;
    const origin = await world.target((request) => {
      isOpen = true;
      request.socket.once('close', () => {
        isOpen = false;
      });
    });
    const stop = new AbortController();
    const sent = world.send({ url: origin, timeoutMs: 60_000 }, {}, stop.signal);
    await until(() => isOpen, { what: 'the request to arrive' });
    stop.abort();
    expect(await sent).toMatchObject({ failure: { code: 'CANCELLED' }, meta: { inProduction: { move: 'NOTHING' } } });
    await until(() => !isOpen, { what: 'the connection to end' });
  });
});

describe('a Send over TLS', () => {
  const authority = new TestAuthority();
  const trusted = getCACertificates('default');
  beforeAll(() => {
    setDefaultCACertificates([authority.certificate]);
  });
  afterAll(() => {
    setDefaultCACertificates(trusted);
  });

  it('tells the certificate, and fails by what is wrong with it', async () => {
    const world = new TrialWorld('127.0.0.0/8,::1');
    const good = authority.issue({ commonName: 'desk', names: ['localhost'] });
    const bad = new TestAuthority('Other').issue({ commonName: 'desk', names: ['localhost'] });
    const start = async (options: object): Promise<{ origin: string; close: () => Promise<unknown> }> => {
      const server = createServer(options, (_request, response) => response.end('{}')).listen(0, '127.0.0.1');
      server.on('tlsClientError', () => undefined);
      await once(server, 'listening');
      const close = (): Promise<unknown> => new Promise((done) => server.close(done));
      return { origin: `https://localhost:${String((server.address() as AddressInfo).port)}`, close };
    };
    const servers = await Promise.all([
      start({ cert: good.certificate, key: good.key }),
      start({ cert: bad.certificate, key: bad.key }),
      ...(['TLSv1.2', 'TLSv1.3'] as const).map((maxVersion) =>
        start({ cert: good.certificate, key: good.key, ca: authority.certificate, requestCert: true, maxVersion }),
      ),
    ]);
    const results = [];
    for (const { origin } of servers) results.push(await world.send({ url: origin }));
    expect(results).toMatchObject([
      {
        isSuccess: true,
        meta: {
          tls: {
            protocol: 'TLSv1.3',
            peer: { subject: 'CN=desk', issuer: 'CN=Test CA', validTo: expect.any(String) as string },
            clientCertificate: null,
            isClientCertificateAsked: false,
          },
        },
      },
      { failure: { code: 'TLS_PEER_UNTRUSTED' } },
      { failure: { code: 'TLS_CLIENT_CERT_REQUIRED' } },
      { failure: { code: 'TLS_CLIENT_CERT_REQUIRED' } },
    ]);
    await world.close();
    for (const { close } of servers) await close();
  });
});

leakGuard();
