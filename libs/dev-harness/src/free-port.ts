import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/** A loopback port that nobody else can take while it is held. */
export interface HeldPort {
  readonly port: number;
  /** Gives the port free, for the process that is to listen on it. */
  readonly release: () => Promise<void>;
}

const highestPort = 65_535;

/**
 * Takes `preferred` on 127.0.0.1, or the next one up that is free; without `preferred`, any free one.
 * @throws Error when nothing from `preferred` to 65535 is free
 */
export async function holdPort(preferred?: number): Promise<HeldPort> {
  if (preferred === undefined) return hold(await listen(0));
  for (let port = preferred; port <= highestPort; port += 1) {
    try {
      return hold(await listen(port));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    }
  }
  throw new Error(`no port from ${String(preferred)} to ${String(highestPort)} is free on 127.0.0.1`);
}

/** The number alone of `holdPort`: free a moment ago, so fit for tests only. */
export async function freePort(preferred?: number): Promise<number> {
  const { port, release } = await holdPort(preferred);
  await release();
  return port;
}

/** Where the system begins to choose ports for outgoing connections (Linux; elsewhere higher). */
const firstEphemeralPort = 32_768;
const firstServerPort = 20_000;

/**
 * Different ports, free a moment ago, that the system gives to no outgoing connection: who asks such a port again and
 * again whether a server is there yet can otherwise be connected to itself, and keep the server from listening.
 */
export async function freePortsForServers(count: number): Promise<number[]> {
  const held: HeldPort[] = [];
  try {
    while (held.length < count) {
      const next = await holdPort(randomInt(firstServerPort, firstEphemeralPort - 1000));
      if (next.port < firstEphemeralPort) held.push(next);
      else await next.release();
    }
    return held.map(({ port }) => port);
  } finally {
    await Promise.all(held.map(({ release }) => release()));
  }
}

function hold(server: Server): HeldPort {
  const { port } = server.address() as AddressInfo;
  return {
    port,
    release: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
      }),
  };
}

function listen(port: number): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', fail);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      done(server);
    });
  });
}
