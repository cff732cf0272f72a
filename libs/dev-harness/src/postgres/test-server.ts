import { Client } from 'pg';

/** Every database and login that tests make begins with this, and nothing else does. */
export const testPrefix = 'aftercall_test_';

/** Templates are shared by the test processes of one server; the last to leave removes them. */
export const templatePrefix = 'aftercall_template_';

/** The environment variable by which jest's global setup says which server to use. */
export const testServerVariable = 'AFTERCALL_TEST_DATABASE_URL';

/** A place among the test processes that use one server. */
export interface TestServerMembership {
  /** The last to leave removes what tests left on the server, whoever was killed before it could clean up. */
  readonly leave: () => Promise<void>;
}

/** The two keys of an advisory lock of tests, as SQL. Both processes must be connected to the same database. */
export function lockKeys(lock: 'membership' | 'template'): string {
  return `hashtext('aftercall tests'), hashtext('${lock}')`;
}

/**
 * Joins the test processes that use this server: a shared advisory lock, held by a connection, so that it ends with
 * this process however that ends.
 */
export async function joinTestServer(adminUrl: string): Promise<TestServerMembership> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`select pg_advisory_lock_shared(${lockKeys('membership')})`);
  return {
    leave: async () => {
      try {
        await removeLeftovers(client);
      } finally {
        await client.end();
      }
    },
  };
}

async function removeLeftovers(client: Client): Promise<void> {
  await client.query(`select pg_advisory_unlock_shared(${lockKeys('membership')})`);
  const { rows } = await client.query<{ alone: boolean }>(
    `select pg_try_advisory_lock(${lockKeys('membership')}) as alone`,
  );
  if (rows[0]?.alone !== true) return;
  const databases = await namesOf(client, 'pg_database', 'datname');
  for (const name of databases) await dropDatabase(client, name);
  for (const name of await namesOf(client, 'pg_roles', 'rolname')) await dropRole(client, name);
}

async function namesOf(client: Client, catalog: string, column: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select ${column} as name from ${catalog} where starts_with(${column}, $1) or starts_with(${column}, $2)`,
    [testPrefix, templatePrefix],
  );
  return rows.map((row) => row.name);
}

/** Disconnects whoever is connected. */
export async function dropDatabase(client: Client, name: string): Promise<void> {
  const database = client.escapeIdentifier(name);
  if (name.startsWith(templatePrefix)) await client.query(`alter database ${database} is_template false`);
  await client.query(`drop database if exists ${database} with (force)`);
}

/** The role owns nothing: tests create as `aftercall_owner` only. */
export async function dropRole(client: Client, name: string): Promise<void> {
  await client.query(`drop role if exists ${client.escapeIdentifier(name)}`);
}
