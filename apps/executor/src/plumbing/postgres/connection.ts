import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { fault } from '../../faults.ts';

/** Runs one statement; a `name` makes it prepared. Rows come back as pg gives them (bigint as text, timestamptz as Date). */
export type Query = <Row extends QueryResultRow>(
  sql: string,
  values: readonly unknown[],
  name?: string,
) => Promise<Row[]>;

/**
 * SQLSTATE classes that say "this data", never "this database": 22 data exception, 23 integrity violation, 54 a limit was
 * exceeded. (PostgreSQL manual, appendix A.)
 */
const DATA_ERROR_CLASSES = new Set(['22', '23', '54']);

/** True when PostgreSQL refused the values themselves: the same statement with the same values can never succeed. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.length === 5 && DATA_ERROR_CLASSES.has(code.slice(0, 2));
}

/**
 * The ledger's database: a bounded pool as the executor's own role. Data errors are thrown as pg made them; everything
 * else is a Fault POSTGRES_UNAVAILABLE, after which the work may be done again on a new connection.
 */
export class LedgerDatabase {
  private readonly pool: Pool;

  constructor(settings: { databaseUrl: string; maxConnections: number; onIdleError: (error: Error) => void }) {
    this.pool = new Pool({
      connectionString: settings.databaseUrl,
      max: settings.maxConnections,
      application_name: 'aftercall-executor',
      connectionTimeoutMillis: 5000,
      // A statement that outlives the worker's lease would be of no use: others have taken over by then.
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    });
    this.pool.on('error', settings.onIdleError);
  }

  /** @throws Fault POSTGRES_UNAVAILABLE, or pg's own error when the data was refused ({@link isDataError}). */
  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[], name?: string): Promise<Row[]> {
    return ask(this.pool, sql, values, name);
  }

  /** One transaction around `work`; rolled back when it throws. @throws like {@link LedgerDatabase.query} */
  async transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw translated(error);
    });
    const query: Query = (sql, values, name) => ask(client, sql, values, name);
    let broken: Error | undefined;
    try {
      await query('begin', []);
      const result = await work(query);
      await query('commit', []);
      return result;
    } catch (error) {
      // A connection that cannot even roll back is thrown away.
      await client.query('rollback').catch((lost: unknown) => {
        broken = lost instanceof Error ? lost : new Error(String(lost));
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

async function ask<Row extends QueryResultRow>(
  on: Pool | PoolClient,
  sql: string,
  values: readonly unknown[],
  name: string | undefined,
): Promise<Row[]> {
  try {
    const result = await on.query<Row>({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
    return result.rows;
  } catch (error) {
    throw translated(error);
  }
}

/** Data errors and our own mistakes (class 42: syntax, access rule) stay what they are; all else means "not there now". */
function translated(error: unknown): unknown {
  const isMistake = (error as { code?: unknown } | null)?.code?.toString().startsWith('42') === true;
  return isMistake || isDataError(error) ? error : fault('POSTGRES_UNAVAILABLE', {}, error);
}
