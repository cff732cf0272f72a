import { eventually, ok } from './testing/raw-target.ts';
import type { RawAnswer } from './testing/raw-target.ts';
import { workbench } from './testing/workbench.ts';

const { client, send, target } = workbench();

const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

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
    const desk = await target(() => void client().close());
    expect(await send(desk.origin)).toMatchObject({ kind: 'no-answer', code: 'ABORTED' });
  });
});
