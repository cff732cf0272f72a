import { Pool } from 'pg';
import { asFault } from './postgres-errors.ts';
import { scopedSelect } from './scoped-select.ts';

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
   * The rows of one select that sees one workspace.
   * @throws Fault LEDGER_UNAVAILABLE
   */
  async read<Row extends object>(workspace: string, select: string, values: readonly unknown[]): Promise<Row[]> {
    try {
      const text = scopedSelect(select, `$${values.length + 1}`);
      return (await this.pool.query<Row>(text, [...values, workspace])).rows;
    } catch (error) {
      throw asFault('LEDGER_UNAVAILABLE', error);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
