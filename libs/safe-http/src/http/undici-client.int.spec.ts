import { randomBytes } from 'node:crypto';
import { createServer as createTlsServer } from 'node:tls';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { parseEgressAllow } from '../egress-allow.ts';
import type { SafeRequest } from '../request.ts';
import type { SafeOutcome } from '../response.ts';
import { eventually, ok, startRawTarget } from '../testing/raw-target.ts';
import type { RawAnswer, RawTarget } from '../testing/raw-target.ts';
import { createSafeClient } from './undici-client.ts';
import type { SafeHttpClient } from './undici-client.ts';

let client: SafeHttpClient;
const targets: RawTarget[] = [];

beforeEach(() => {
  client = createSafeClient({ allow: parseEgressAllow('127.0.0.0/8') });
});
afterEach(async () => {
  await client.close();
  await Promise.all(targets.splice(0).map((target) => target.close()));
});

async function target(answer: RawAnswer): Promise<RawTarget> {
  const started = await startRawTarget(answer);
  targets.push(started);
  return started;
}

function send(origin: string, overrides: Partial<SafeRequest> = {}): Promise<SafeOutcome> {
  return client.send({
    method: 'POST',
    url: `${origin}/tickets?source=voice`,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('{"a":1}'),
    timeoutMs: 5000,
    maxResponseBytes: 100_000,
    laneKey: 'lane',
    maxConnections: 4,
    ...overrides,
  });
}

const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('a request that is answered', () => {
  it('arrives as it was given, and the answer too', async () => {
    const desk = await target((socket) => {
      socket.write(ok('{"id":"T-1"}', 'X-One: 1\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nX-Latin: caf\xe9\r\n'));
    });
    const outcome = await send(desk.origin, { headers: [['X-Call', 'c-1']] });
    expect(desk.heads[0]!.split('\r\n')).toEqual([
      'POST /tickets?source=voice HTTP/1.1',
      `host: 127.0.0.1:${desk.port}`,
      'connection: keep-alive',
      'X-Call: c-1',
      'content-length: 7',
    ]);
    expect(outcome).toEqual({
      kind: 'answered',
      status: 200,
      headers: expect.arrayContaining([
        ['x-one', '1'],
        ['set-cookie', 'a'],
        ['set-cookie', 'b'],
      ]),
      body: Buffer.from('{"id":"T-1"}'),
      truncated: false,
      timing: { totalMs: expect.any(Number) },
    });
  });

  it.each([500, 404, 429, 204])('is answered with status %i', async (status) => {
    const desk = await target((socket) => socket.write(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`));
    expect(await send(desk.origin)).toMatchObject({ kind: 'answered', status, truncated: false });
  });

  it('passes over interim answers', async () => {
    const desk = await target((socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok('done')}`));
    expect(await send(desk.origin)).toMatchObject({ kind: 'answered', status: 200, body: Buffer.from('done') });
  });

  it('takes a body that ends with the connection', async () => {
    const desk = await target((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end'));
    expect(await send(desk.origin)).toMatchObject({ kind: 'answered', body: Buffer.from('until the end') });
  });

  it('leaves a content encoding as it is', async () => {
    const packed = gzipSync('x'.repeat(10_000));
    const desk = await target((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    expect(await send(desk.origin)).toMatchObject({ kind: 'answered', body: packed });
  });

  it('uses one connection for requests that follow each other in a lane, and none of another lane', async () => {
    const desk = await target((socket) => socket.write(ok('')));
    for (let count = 0; count < 5; count += 1) expect(await send(desk.origin)).toMatchObject({ kind: 'answered' });
    expect(desk.connections()).toBe(1);
    await send(desk.origin, { laneKey: 'another' });
    expect(desk.connections()).toBe(2);
  });

  it('never holds more connections than its lane may', async () => {
    let openAtMost = 0;
    const desk = await target((socket) => {
      openAtMost = Math.max(openAtMost, desk.open());
      setTimeout(() => socket.write(ok('')), 5);
    });
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => send(desk.origin, { maxConnections: 3 })));
    expect(outcomes.every(({ kind }) => kind === 'answered')).toBe(true);
    expect(desk.heads).toHaveLength(30);
    expect(openAtMost).toBe(3);
  });

  it('is cut by us at the limit, exactly', async () => {
    const desk = await target((socket) => socket.write(ok('0123456789')));
    const whole = await send(desk.origin, { maxResponseBytes: 10 });
    expect(whole).toMatchObject({ kind: 'answered', body: Buffer.from('0123456789'), truncated: false });
    const cut = await send(desk.origin, { maxResponseBytes: 9 });
    expect(cut).toMatchObject({ kind: 'answered', status: 200, body: Buffer.from('012345678'), truncated: true });
    const nothing = await send(desk.origin, { maxResponseBytes: 0 });
    expect(nothing).toMatchObject({ kind: 'answered', body: Buffer.alloc(0), truncated: true });
  });

  it('of 2 GB is cut without being read, and the connection is closed', async () => {
    let sentBytes = 0;
    const block = randomBytes(65_536);
    const desk = await target((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${2 * 1024 ** 3}\r\n\r\n`);
      const pump = (): void => {
        while (!socket.destroyed && socket.write(block)) sentBytes += block.length;
      };
      socket.on('drain', pump);
      pump();
    });
    const before = process.memoryUsage().rss;
    const outcome = await send(desk.origin, { maxResponseBytes: 1_000_000 });
    expect(outcome).toMatchObject({ kind: 'answered', status: 200, truncated: true });
    expect(outcome.kind === 'answered' && outcome.body.length).toBe(1_000_000);
    await eventually('the connection is closed', () => desk.open() === 0);
    expect(sentBytes).toBeLessThan(64 * 1024 ** 2);
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 ** 2);
  });

  it('endlessly, is cut at the limit', async () => {
    const desk = await target((socket) => {
      socket.write(chunkedHead);
      const timer = setInterval(() => socket.write('3e8\r\n' + 'x'.repeat(1000) + '\r\n'), 1);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await send(desk.origin, { maxResponseBytes: 5000 })).toMatchObject({ kind: 'answered', truncated: true });
    await eventually('the connection is closed', () => desk.open() === 0);
  });
});

describe('a request without a complete answer', () => {
  it.each<[string, RawAnswer]>([
    ['the connection is reset', (socket) => void socket.resetAndDestroy()],
    ['the connection is closed', (socket) => void socket.destroy()],
    ['half a status line comes', (socket) => void socket.end('HTTP/1.1 20')],
    ['half the headers come', (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-')],
    ['something else than HTTP comes', (socket) => void socket.write('SSH-2.0-OpenSSH_9.9\r\n')],
    [
      'an unasked upgrade comes',
      (socket) => void socket.write('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
    ['endless headers come', (socket) => void socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}\r\n`)],
  ])('is in doubt when %s before the answer: RESET', async (_, answer) => {
    const desk = await target(answer);
    expect(await send(desk.origin)).toMatchObject({ kind: 'no-answer', code: 'RESET' });
    expect(desk.heads).toHaveLength(1);
  });

  it.each<[string, RawAnswer]>([
    ['ends before its length', (socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')],
    [
      'ends before its length on a closing connection',
      (socket) => void socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf'),
    ],
    ['ends before its last chunk', (socket) => void socket.end(`${chunkedHead}4\r\nhalf\r\n`)],
    ['has a chunk that is none', (socket) => void socket.write(`${chunkedHead}4\r\nhalf\r\nnonsense\r\n`)],
    [
      'is reset before its length',
      (socket) =>
        void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        ),
    ],
    [
      'has no length and is reset',
      (socket) =>
        void socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        ),
    ],
  ])('is in doubt when the body %s: BODY_CUT', async (_, answer) => {
    const desk = await target(answer);
    expect(await send(desk.origin)).toMatchObject({ kind: 'no-answer', code: 'BODY_CUT' });
    expect(desk.heads).toHaveLength(1);
  });

  it.each<[string, RawAnswer]>([
    ['nothing comes', () => undefined],
    ['the headers come and no body', (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')],
    [
      'the body trickles without end',
      (socket) => {
        socket.write(chunkedHead);
        const timer = setInterval(() => socket.write('1\r\nx\r\n'), 10);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    [
      'interim answers come without end',
      (socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 10);
        socket.on('close', () => clearInterval(timer));
      },
    ],
  ])('ends at its timeout when %s: TIMEOUT', async (_, answer) => {
    const desk = await target(answer);
    const outcome = await send(desk.origin, { timeoutMs: 200 });
    expect(outcome).toMatchObject({ kind: 'no-answer', code: 'TIMEOUT' });
    expect(outcome.kind === 'no-answer' && outcome.totalMs).toBeGreaterThanOrEqual(199);
    expect(outcome.kind === 'no-answer' && outcome.totalMs).toBeLessThan(1500);
    await eventually('the connection is closed', () => desk.open() === 0);
    expect(desk.heads).toHaveLength(1);
  });

  it('is in doubt when the target closes a kept connection as the request is written, and is not sent again', async () => {
    const desk = await target((socket, request) => {
      if (request === 1) socket.write(ok('first'));
      else socket.resetAndDestroy();
    });
    for (const method of ['GET', 'POST', 'PUT']) {
      await send(desk.origin, { laneKey: method, method: 'GET' });
    }
    const seen = desk.heads.length;
    expect(await send(desk.origin, { laneKey: 'GET' })).toMatchObject({ kind: 'no-answer', code: 'RESET' });
    expect(desk.heads).toHaveLength(seen + 1);
  });

  it.each(['GET', 'PUT', 'POST'])('is never sent a second time: %s', async (method) => {
    const desk = await target((socket, request) => {
      if (request === 1) socket.write(ok('first'));
      else socket.destroy();
    });
    await send(desk.origin, { method });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => send(desk.origin, { method, maxConnections: 2 })),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'no-answer'));
    expect(desk.heads).toHaveLength(9);
  });

  it('is in doubt when the caller gives up after it was sent: ABORTED', async () => {
    const stop = new AbortController();
    const desk = await target(() => stop.abort());
    expect(await send(desk.origin, { signal: stop.signal })).toMatchObject({ kind: 'no-answer', code: 'ABORTED' });
    await eventually('the connection is closed', () => desk.open() === 0);
  });

  it('is in doubt when the client is closed meanwhile', async () => {
    const desk = await target(() => void client.close());
    expect(await send(desk.origin)).toMatchObject({ kind: 'no-answer', code: 'ABORTED' });
  });
});

describe('a request that was not sent', () => {
  it('says CONNECT_FAILED where nobody listens', async () => {
    const gone = await startRawTarget(() => undefined);
    await gone.close();
    expect(await send(gone.origin)).toMatchObject({
      kind: 'not-sent',
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('says TLS_FAILED where no TLS is spoken', async () => {
    const plain = await target((socket) => socket.write(ok('')));
    const speaking = await startTalkativeServer();
    expect(await send(speaking.origin)).toMatchObject({ kind: 'not-sent', code: 'TLS_FAILED' });
    await speaking.close();
    const outcome = await send(plain.origin.replace('http:', 'https:'), { timeoutMs: 300 });
    expect(outcome).toMatchObject({ kind: 'not-sent', code: 'CONNECT_TIMEOUT' });
    expect(plain.heads).toEqual([]);
  });

  it('says TLS_FAILED where the handshake fails', async () => {
    const server = createTlsServer({}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await send(`https://127.0.0.1:${port}`)).toMatchObject({ kind: 'not-sent', code: 'TLS_FAILED' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('says CONNECT_TIMEOUT when its time ends while it waits for a connection of its lane', async () => {
    const desk = await target(() => undefined);
    const first = send(desk.origin, { maxConnections: 1, timeoutMs: 400 });
    const second = await send(desk.origin, { maxConnections: 1, timeoutMs: 100 });
    expect(second).toMatchObject({ kind: 'not-sent', code: 'CONNECT_TIMEOUT' });
    expect(await first).toMatchObject({ kind: 'no-answer', code: 'TIMEOUT' });
    expect(await send(desk.origin, { maxConnections: 1, timeoutMs: 100 })).toMatchObject({ code: 'TIMEOUT' });
    expect(desk.heads).toHaveLength(2);
  });

  it('says ABORTED when the caller gives up before, and stays unsent when a connection comes free', async () => {
    const desk = await target((socket) => void setTimeout(() => socket.write(ok('')), 50));
    const stop = new AbortController();
    const first = send(desk.origin, { maxConnections: 1 });
    const second = send(desk.origin, { maxConnections: 1, signal: stop.signal });
    stop.abort();
    expect(await second).toMatchObject({ kind: 'not-sent', code: 'ABORTED' });
    expect(await first).toMatchObject({ kind: 'answered' });
    expect(await send(desk.origin, { maxConnections: 1 })).toMatchObject({ kind: 'answered' });
    expect(await send(desk.origin, { signal: stop.signal })).toMatchObject({ kind: 'not-sent', code: 'ABORTED' });
    expect(desk.heads).toHaveLength(2);
  });

  it('says STOPPED when the last check says no, and not a byte leaves', async () => {
    const desk = await target((socket) => socket.write(ok('')));
    await send(desk.origin);
    const seenBytes = desk.receivedBytes();
    const refusals: (() => boolean)[] = [
      () => false,
      () => {
        throw new Error('lease lost');
      },
    ];
    for (const onRequestStart of refusals) {
      expect(await send(desk.origin, { onRequestStart })).toMatchObject({ kind: 'not-sent', code: 'STOPPED' });
    }
    expect(await send(desk.origin, { onRequestStart: () => true })).toMatchObject({ kind: 'answered' });
    expect(desk.heads).toHaveLength(2);
    expect(desk.receivedBytes()).toBe(2 * seenBytes);
  });

  it('asks the last check once, only when a connection is there', async () => {
    const desk = await target(() => undefined);
    let asked = 0;
    const onRequestStart = (): boolean => {
      asked += 1;
      return true;
    };
    const first = send(desk.origin, { maxConnections: 1, timeoutMs: 300, onRequestStart });
    await send(desk.origin, { maxConnections: 1, timeoutMs: 100, onRequestStart });
    await first;
    expect(asked).toBe(1);
  });

  it('says STOPPED after the client was closed', async () => {
    const desk = await target((socket) => socket.write(ok('')));
    await client.close();
    expect(await send(desk.origin)).toMatchObject({ kind: 'not-sent', code: 'STOPPED' });
  });

  it.each<[string, string]>([
    ['X-Note', 'a\r\nX-Injected: b'],
    ['X Note', 'a'],
    ['X-Note', 'snow ☃'],
  ])('says BAD_URL for the header %p: %p', async (name, value) => {
    const desk = await target((socket) => socket.write(ok('')));
    expect(await send(desk.origin, { headers: [[name, value]] })).toMatchObject({ kind: 'not-sent', code: 'BAD_URL' });
    expect(desk.connections()).toBe(0);
  });
});

describe('one target that hangs', () => {
  it('delays no other lane', async () => {
    const hanging = await target(() => undefined);
    const desk = await target((socket) => socket.write(ok('')));
    const stop = new AbortController();
    const stuck = Array.from({ length: 50 }, () =>
      send(hanging.origin, { laneKey: 'stuck', maxConnections: 2, signal: stop.signal }),
    );
    expect(await send(desk.origin, { timeoutMs: 500 })).toMatchObject({ kind: 'answered' });
    stop.abort();
    const kinds = (await Promise.all(stuck)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'no-answer').length).toBeLessThanOrEqual(2);
    expect(kinds.filter((kind) => kind === 'answered')).toEqual([]);
  });
});

/** Says something at once, as many plain servers do, so that a TLS handshake reads it. */
async function startTalkativeServer(): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).end('220 mail.example ESMTP\r\n');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `https://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
