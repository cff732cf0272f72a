import { parseEgressAllow } from '../egress-allow.ts';
import type { SafeRequest } from '../request.ts';
import { ok, startRawTarget } from './testing/raw-target.ts';
import type { RawTarget } from './testing/raw-target.ts';
import { createSafeClient } from './undici-client.ts';
import type { SafeHttpClient } from './undici-client.ts';

describe('the egress guard', () => {
  let target: RawTarget;
  let closed: SafeHttpClient;
  beforeAll(async () => {
    target = await startRawTarget((socket) => socket.write(ok('hello')));
    closed = createSafeClient({ allow: parseEgressAllow('') });
  });
  afterAll(async () => {
    await closed.close();
    await target.close();
  });

  function get(url: string): SafeRequest {
    return {
      method: 'GET',
      url,
      headers: [],
      timeoutMs: 5000,
      maxResponseBytes: 1000,
      laneKey: 'lane',
      maxConnections: 2,
    };
  }

  it.each([
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.0.0.1%2e',
    '１２７.0.0.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    '169.254.169.254',
    '10.0.0.1',
    '[fe80::1]',
    '[fd00::1]',
  ])('sends nothing to http://%s', async (host) => {
    const before = target.connections();
    const outcome = await closed.send(get(`http://${host}:${target.port}/`));
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      code: expect.stringMatching(/^(EGRESS_BLOCKED|BAD_URL|DNS_FAILED)$/),
    });
    expect(target.connections()).toBe(before);
  });

  it('says which address was refused, why, and how it is opened', async () => {
    const outcome = await closed.send(get('http://10.1.2.3:8080/path?key=hunter2'));
    expect(outcome).toMatchObject({
      code: 'EGRESS_BLOCKED',
      message: '10.1.2.3:8080: 10.1.2.3 port 8080 is not public (private) and not in EGRESS_ALLOW',
    });
  });

  it('sends to an allowed address in every spelling of it, and to no other port', async () => {
    const client = createSafeClient({ allow: parseEgressAllow(`127.0.0.1:${target.port}`) });
    try {
      for (const host of ['127.0.0.1', '2130706433', '0x7f.1']) {
        expect(await client.send(get(`http://${host}:${target.port}/`))).toMatchObject({
          kind: 'answered',
          status: 200,
        });
      }
      const other = await startRawTarget((socket) => socket.write(ok('vault')));
      try {
        expect(await client.send(get(other.origin))).toMatchObject({ code: 'EGRESS_BLOCKED' });
        expect(other.connections()).toBe(0);
      } finally {
        await other.close();
      }
    } finally {
      await client.close();
    }
  });

  it('sends to a name only when all of its addresses are allowed', async () => {
    const client = createSafeClient({ allow: parseEgressAllow('127.0.0.0/8,::1') });
    try {
      expect(await client.send(get(`http://localhost:${target.port}/`))).toMatchObject({ kind: 'answered' });
    } finally {
      await client.close();
    }
  });

  it('follows no redirect', async () => {
    const location = 'http://169.254.169.254/latest/meta-data';
    const redirecting = await startRawTarget((socket) =>
      socket.write(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`),
    );
    const client = createSafeClient({ allow: parseEgressAllow(`127.0.0.1:${redirecting.port}`) });
    try {
      expect(await client.send(get(redirecting.origin))).toMatchObject({
        kind: 'answered',
        status: 302,
        headers: expect.arrayContaining([['location', location]]),
      });
      expect(redirecting.heads).toHaveLength(1);
    } finally {
      await client.close();
      await redirecting.close();
    }
  });

  it('tells a name that does not exist from one that is refused', async () => {
    expect(await closed.send(get('http://no-such-host.invalid/'))).toMatchObject({
      kind: 'not-sent',
      code: 'DNS_FAILED',
    });
  });
});
