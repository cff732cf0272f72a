import { Client } from 'pg';
import { fault } from '../faults/runtime-faults.ts';

const connectTimeoutMs = 10_000;

/**
 * Opens one connection for the length of `use`.
 *
 * @throws Fault POSTGRES_UNREACHABLE, without the URL: it holds the password
 */
export async function withConnection<Result>(
  databaseUrl: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs });
  // A connection that breaks while idle reports it here; the query that needs it then fails by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw fault(
      'POSTGRES_UNREACHABLE',
      { host: client.host, port: client.port, database: client.database ?? '' },
      error,
    );
  }
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
