import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { TestAuthority } from '@aftercall/dev-harness';
import { parseEgressAllow } from '../egress-allow.ts';
import type { SafeRequest } from '../request.ts';
import type { SafeOutcome } from '../response.ts';
import { eventually, ok } from './testing/raw-target.ts';
import { workbench } from './testing/workbench.ts';
import { createSafeClient } from './undici-client.ts';

describe('an observed request', () => {
  const { target, send } = workbench();
  const observe = (origin: string, overrides: Partial<SafeRequest> = {}): Promise<SafeOutcome> =>
    send(origin, { isObserved: true, ...overrides });

  it('tells what each phase took, the version of HTTP and the words of the status', async () => {
    const { origin, port } = await target((socket) =>
      socket.write('HTTP/1.1 202 Well taken\r\ncontent-length: 2\r\n\r\nhi'),
    );
    expect(await observe(origin)).toMatchObject({
      kind: 'answered',
      status: 202,
      observed: {
        phase: 'BODY',
        dnsMs: undefined,
        tcpMs: expect.any(Number) as number,
        tlsMs: undefined,
        firstByteMs: expect.any(Number) as number,
        bodyMs: expect.any(Number) as number,
        httpVersion: '1.1',
        statusText: 'Well taken',
        egress: { address: '127.0.0.1', port, closedBecause: 'loopback', isBlocked: false },
        tls: undefined,
        systemCode: undefined,
      },
    });
    expect(await observe(origin.replace('127.0.0.1', 'localhost'))).toMatchObject({
      observed: { dnsMs: expect.any(Number) as number },
    });
  });

  it('has a connection of its own, which ends with it; others tell nothing', async () => {
    const raw = await target((socket) => socket.write(ok('hi')));
    const { origin } = raw;
    expect(await send(origin)).not.toHaveProperty('observed');
    await observe(origin);
    await observe(origin);
    await send(origin);
    expect(raw.connections()).toBe(3);
    await eventually('only the shared connection is open', () => raw.open() === 1);
  });

  it('tells the version of an old server', async () => {
    const { origin } = await target((socket) => socket.end('HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nhi'));
    expect(await observe(origin)).toMatchObject({ kind: 'answered', observed: { httpVersion: '1.0' } });
  });

  it('tells the phase in which its time ran out', async () => {
    const silent = await target(() => undefined);
    expect(await observe(silent.origin, { timeoutMs: 800 })).toMatchObject({
      kind: 'no-answer',
      observed: { phase: 'FIRST_BYTE', firstByteMs: undefined },
    });
    const slow = await target((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nbegin'));
    expect(await observe(slow.origin, { timeoutMs: 800 })).toMatchObject({
      code: 'TIMEOUT',
      observed: { phase: 'BODY', statusText: 'OK' },
    });
  });

  it("tells the system's own code where there was no connection", async () => {
    const gone = await target(() => undefined);
    await gone.close();
    expect(await observe(gone.origin)).toMatchObject({ observed: { phase: 'CONNECT', systemCode: 'ECONNREFUSED' } });
    expect(await observe('http://nothing.invalid')).toMatchObject({
      code: 'DNS_FAILED',
      observed: { phase: 'DNS', systemCode: expect.stringMatching(/^E/) as string },
    });
  });

  it('tells which address the guard refused, and why', async () => {
    const closed = createSafeClient({ allow: parseEgressAllow('') });
    for (const host of ['169.254.169.254', 'localhost']) {
      const outcome = await closed.send({
        method: 'GET',
        url: `http://${host}:81/`,
        headers: [],
        timeoutMs: 2000,
        maxResponseBytes: 100,
        laneKey: 'lane',
        maxConnections: 1,
        isObserved: true,
      });
      expect(outcome).toMatchObject({
        code: 'EGRESS_BLOCKED',
        observed: { egress: { port: 81, closedBecause: expect.any(String) as string, isBlocked: true } },
      });
    }
    await closed.close();
  });
});

describe('an observed request over TLS', () => {
  const authority = new TestAuthority();
  const good = authority.issue({ commonName: 'desk', names: ['localhost', '127.0.0.1'] });
  const { send } = workbench();
  const servers: Server[] = [];
  const trusted = getCACertificates('default');
  beforeAll(() => {
    setDefaultCACertificates([authority.certificate]);
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  });

  const startTls = async (options: ServerOptions = {}): Promise<string> => {
    const server = createServer(
      { key: good.key, cert: good.certificate, ca: authority.certificate, ...options },
      (_request, response) => response.end('{}'),
    );
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    return `https://localhost:${(server.address() as AddressInfo).port}`;
  };

  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'tells %s, the certificate and whether one was asked for',
    async (version) => {
      const plain = await startTls({ maxVersion: version });
      expect(await send(plain, { isObserved: true })).toMatchObject({
        kind: 'answered',
        observed: {
          tlsMs: expect.any(Number) as number,
          tls: {
            protocol: version,
            cipher: expect.stringMatching(/^TLS_/) as string,
            peer: {
              subject: 'CN=desk',
              issuer: 'CN=Test CA',
              altNames: 'DNS:localhost, IP Address:127.0.0.1',
              validTo: expect.any(Date) as Date,
              fingerprint: expect.stringMatching(/^([\dA-F]{2}:){31}[\dA-F]{2}$/) as string,
            },
            clientCertificate: undefined,
            isClientCertificateAsked: false,
          },
        },
      });
      const asking = await startTls({ maxVersion: version, requestCert: true, rejectUnauthorized: false });
      expect(await send(asking, { isObserved: true })).toMatchObject({
        kind: 'answered',
        observed: { tls: { isClientCertificateAsked: true } },
      });
      const demanding = await startTls({ maxVersion: version, requestCert: true, rejectUnauthorized: true });
      const refused = await send(demanding, { isObserved: true });
      expect(refused.kind).not.toBe('answered');
      expect(refused.observed?.tls).toMatchObject({ isClientCertificateAsked: true, clientCertificate: undefined });
    },
  );

  it.each([
    [
      'has run out',
      { commonName: 'desk', names: ['localhost'], validTo: new Date(Date.now() - 1000) },
      'CERT_HAS_EXPIRED',
    ],
    ['is for another name', { commonName: 'desk', names: ['other.example'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('tells why a certificate is not good: it %s', async (_why, wishes, systemCode) => {
    const { certificate, key } = authority.issue(wishes);
    const origin = await startTls({ cert: certificate, key });
    expect(await send(origin, { isObserved: true })).toMatchObject({
      kind: 'not-sent',
      code: 'TLS_FAILED',
      observed: { phase: 'TLS', systemCode },
    });
  });

  it('tells that nobody it trusts signed the certificate', async () => {
    const { certificate, key } = new TestAuthority('Another CA').issue({ commonName: 'desk', names: ['localhost'] });
    const origin = await startTls({ cert: certificate, key });
    expect(await send(origin, { isObserved: true })).toMatchObject({
      code: 'TLS_FAILED',
      observed: { systemCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    });
  });
});
