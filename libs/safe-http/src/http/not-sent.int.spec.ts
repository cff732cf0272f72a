import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ok, startRawTarget } from './testing/raw-target.ts';
import { workbench } from './testing/workbench.ts';

const { client, send, target } = workbench();

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
    await once(server, 'listening');
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
    await client().close();
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

/** Says something at once, as many plain servers do, so that a TLS handshake reads it. */
async function startTalkativeServer(): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .resume()
      .end('220 mail.example ESMTP\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `https://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
