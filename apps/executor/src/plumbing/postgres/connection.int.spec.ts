import { randomUUID } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { TestDatabase } from '@aftercall/dev-harness';
import { isDataError, LedgerDatabase } from './connection.ts';

const unavailable = expect.objectContaining({ code: 'POSTGRES_UNAVAILABLE' }) as unknown;

describe('LedgerDatabase', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  const open = (databaseUrl: string, patienceMs?: number) =>
    new LedgerDatabase({
      databaseUrl,
      maxConnections: 2,
      onIdleError: () => undefined,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    database = open(test.urls.executor);
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  it('outlives a connection that ends in the middle of a transaction', async () => {
    const admin = open(test.urls.admin);
    const transaction = database.transaction(async (query) => {
      const [row] = await query<{ pid: number }>('select pg_backend_pid() as pid', []);
      await admin.query('select pg_terminate_backend($1, 5000)', [row?.pid]);
      await query('select 1', []);
    });
    await expect(transaction).rejects.toEqual(unavailable);
    await expect(database.query('select 1 as one', [])).resolves.toEqual([{ one: 1 }]);
    await admin.close();
  });

  it('gives up a server that no longer answers, and asks on a new connection', async () => {
    const proxy = await SilentProxy.before(test.urls.executor);
    const patient = open(proxy.url, 300);
    const transaction = patient.transaction((query) => {
      proxy.isSilent = true;
      return query('select 1', []);
    });
    await expect(transaction).rejects.toEqual(unavailable);
    proxy.isSilent = false;
    await expect(patient.query('select 1 as one', [])).resolves.toEqual([{ one: 1 }]);
    await patient.close();
    await proxy.close();
  });

  it('tells data that can never be stored from a day that has no tables yet', async () => {
    const refusalOf = (day: string, bytes: number | null) =>
      database
        .query(
          "insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes) values ($1, $2, 'acme', 'json', '', $3)",
          [day, randomUUID(), bytes],
        )
        .then(
          () => undefined,
          (error: unknown) => error,
        );
    const today = new Date().toISOString().slice(0, 10);
    expect(isDataError(await refusalOf(today, null))).toBe(true);
    expect(await refusalOf('2001-01-01', 1)).toEqual(unavailable);
  });
});

/** Passes everything on to PostgreSQL until it falls silent: then nothing comes through, and nothing is closed. */
class SilentProxy {
  isSilent = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      this.#pass(client, server);
      this.#pass(server, client);
    });
  }

  static async before(databaseUrl: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(new URL(databaseUrl));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (chunk) => {
      if (!this.isSilent) to.write(chunk);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      if (!this.isSilent) to.destroy();
    });
  }
}
