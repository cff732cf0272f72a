import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { eventually, ok } from './testing/raw-target.ts';
import { workbench } from './testing/workbench.ts';

const { send, target } = workbench();

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
