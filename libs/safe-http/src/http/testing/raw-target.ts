import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** What a test's server does with a connection once a request's headers are there. `request` counts from 1. */
export type RawAnswer = (socket: Socket, request: number) => void;

/** A server on the loopback that is told byte by byte what to answer. */
export interface RawTarget {
  readonly port: number;
  readonly origin: string;
  /** Each request's head as it came, in order of arrival. */
  readonly heads: readonly string[];
  /** Connections so far. */
  connections(): number;
  /** Connections open now. */
  open(): number;
  /** All bytes that came, over all connections. */
  receivedBytes(): number;
  /** Changes what it answers from now on. */
  answer(next: RawAnswer): void;
  close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. Request bodies are read and ignored, a request is expected in one packet. */
export async function startRawTarget(first: RawAnswer): Promise<RawTarget> {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  let answer = first;
  let connections = 0;
  let receivedBytes = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.on('data', (bytes) => {
      receivedBytes += bytes.length;
      const text = bytes.toString('latin1');
      if (!/^[A-Z]+ \S+ HTTP\/1\.1\r\n/.test(text)) return;
      heads.push(text.split('\r\n\r\n', 1)[0] ?? '');
      answer(socket, heads.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    heads,
    connections: () => connections,
    open: () => sockets.size,
    receivedBytes: () => receivedBytes,
    answer: (next) => {
      answer = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A complete answer on a connection that stays open. */
export function ok(body: string, headers = ''): string {
  return `HTTP/1.1 200 OK\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Resolves when `holds` does, looking every few milliseconds; throws after two seconds. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const endMs = performance.now() + 2000;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
