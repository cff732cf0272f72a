import { isFault } from '@aftercall/service-runtime';
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
const CHECK_VIOLATION = '23514';

/** True when PostgreSQL refused the values themselves: the same statement with the same values can never succeed. */
export function isDataError(error: unknown): boolean {
  const { code, constraint } = (error ?? {}) as { code?: unknown; constraint?: unknown };
  // A row whose day has no table yet: a check violation without a constraint. The table can still be made.
  if (code === CHECK_VIOLATION && constraint === undefined) return false;
  return typeof code === 'string' && code.length === 5 && DATA_ERROR_CLASSES.has(code.slice(0, 2));
}

/**
 * A statement that outlives the worker's lease would be of no use: others have taken over by then. The server ends it; a
 * second later we do, because a server that is gone without a word (a frozen host, a cut cable) ends nothing.
 */
const PATIENCE_MS = 10_000;
const SERVERS_LEAD_MS = 1000;

interface Settings {
  databaseUrl: string;
  maxConnections: number;
  onIdleError: (error: Error) => void;
  /** How long a statement may take; default 10 s. */
  patienceMs?: number;
}

/**
 * The ledger's database: a bounded pool as the executor's own role. Data errors are thrown as pg made them; everything
 * else is a Fault POSTGRES_UNAVAILABLE, after which the work may be done again on a new connection.
 */
export class LedgerDatabase {
  private readonly pool: Pool;

  constructor({ databaseUrl, maxConnections, onIdleError, patienceMs = PATIENCE_MS }: Settings) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: maxConnections,
      application_name: 'aftercall-executor',
      connectionTimeoutMillis: 5000,
      statement_timeout: patienceMs,
      query_timeout: patienceMs + SERVERS_LEAD_MS,
      idle_in_transaction_session_timeout: patienceMs,
      keepAlive: true,
    });
    this.pool.on('error', onIdleError);
    // The pool listens to idle connections only. One that ends in the middle of a transaction also says so by an event,
    // which would end the process if nobody listened; the transaction's next statement fails by itself.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
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
    let isSound = false;
    try {
      await query('begin', []);
      const result = await work(query);
      await query('commit', []);
      isSound = true;
      return result;
    } catch (error) {
      // One that did not answer is not asked to roll back: it is thrown away, which ends its transaction too.
      if (!isFault(error))
        isSound = await client.query('rollback').then(
          () => true,
          () => false,
        );
      throw error;
    } finally {
      client.release(!isSound);
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
