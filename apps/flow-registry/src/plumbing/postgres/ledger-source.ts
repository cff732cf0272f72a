import { Pool, type PoolClient } from 'pg';
import { asFault } from './postgres-errors.ts';

const CONNECT_TIMEOUT_MS = 2000;
const STATEMENT_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 5;

/** The ledger's database, read only and with a role that can do nothing else. It may be away: then only runs are not seen. */
export class LedgerSource {
  private readonly pool: Pool;

  constructor(databaseUrl: string, onLostConnection: (error: unknown) => void) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      application_name: 'aftercall-registry-ledger',
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + 1000,
      keepAlive: true,
    });
    this.pool.on('error', onLostConnection);
    // A connection that is lost while in use says so by an event too, which would end the process if nobody listened.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /**
   * One query in a read-only transaction that sees one workspace.
   * @throws Fault LEDGER_UNAVAILABLE
   */
  async read<Row extends object>(workspace: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    let client: PoolClient | undefined;
    try {
      client = await this.pool.connect();
      await client.query('begin read only');
      await client.query(`select set_config('aftercall.workspace', $1, true)`, [workspace]);
      const result = await client.query<Row>(text, [...values]);
      await client.query('commit');
      client.release();
      return result.rows;
    } catch (error) {
      // The connection is in an unknown state: it is not used again.
      client?.release(true);
      throw asFault('LEDGER_UNAVAILABLE', error);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
