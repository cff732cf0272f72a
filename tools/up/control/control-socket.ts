import { rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';

/** What another `npm run up` may ask of the one that is up. */
export type Order =
  | { readonly name: 'stop' | 'start'; readonly service: string }
  /** For a fresh link into the Studio, which is the answer's text. */
  | { readonly name: 'login' };

/** What it is told. */
export interface OrderAnswer {
  readonly ok: boolean;
  readonly text: string;
}

/**
 * A socket in the state folder, which only its owner may enter. Its path is relative to where we stand: the name of a
 * Unix socket has room for about 100 characters, the path to the folder may be longer.
 */
const socketIn = (folder: string): string => join(relative(process.cwd(), folder), 'up.sock');

/** Answers orders, one JSON line each, until it is closed. */
export async function listenForOrders(
  folder: string,
  obey: (order: Order) => Promise<OrderAnswer>,
): Promise<() => Promise<void>> {
  const path = socketIn(folder);
  removeSocket(folder);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('close', () => open.delete(socket)));
    socket.on('error', () => socket.destroy());
    serve(socket, obey);
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done));
  return () => close(server, open);
}

/** One that was killed leaves its socket. */
export function removeSocket(folder: string): void {
  rmSync(socketIn(folder), { force: true });
}

function serve(socket: Socket, obey: (order: Order) => Promise<OrderAnswer>): void {
  createInterface({ input: socket }).once('line', (line) => {
    Promise.resolve()
      .then(() => obey(JSON.parse(line) as Order))
      .catch((error: unknown) => ({ ok: false, text: error instanceof Error ? error.message : String(error) }))
      .then((answer) => socket.end(`${JSON.stringify(answer)}\n`))
      .catch(() => socket.destroy());
  });
}

function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  return new Promise((done) => {
    server.close(() => done());
  });
}

/** Gives an order to the one that is up. @returns undefined when none is */
export async function giveOrder(folder: string, order: Order): Promise<OrderAnswer | undefined> {
  const socket = connect(socketIn(folder));
  try {
    await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail));
  } catch {
    return undefined;
  }
  socket.on('error', () => undefined);
  socket.write(`${JSON.stringify(order)}\n`);
  for await (const line of createInterface({ input: socket })) return JSON.parse(line) as OrderAnswer;
  return { ok: false, text: 'it stopped before it answered' };
}
