import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@aftercall/dev-harness';
import type { EmbeddedPostgres } from '@aftercall/dev-harness';
import { Client } from 'pg';
import type { PrepareRolesOptions } from './prepare-roles.ts';
import { prepareRoles } from './prepare-roles.ts';

/** Roles belong to a whole cluster, so each suite has one of its own. */
function ownCluster() {
  const folder = mkdtempSync(join(tmpdir(), 'prepare-roles-'));
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startEmbeddedPostgres({ folder, fast: true });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url(database: string, user?: string, password = 'secret'): string {
      const url = new URL(server.adminUrl);
      url.pathname = `/${database}`;
      if (user !== undefined) Object.assign(url, { username: user, password });
      return url.href;
    },
  };
}

async function query(databaseUrl: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function logins(prefix: string, password = 'secret'): PrepareRolesOptions['logins'] {
  return {
    registry: { name: `${prefix}_registry`, password },
    executor: { name: `${prefix}_executor`, password },
    vault: { name: `${prefix}_vault`, password },
    ledgerReader: { name: `${prefix}_ledger_reader`, password },
  };
}

describe('prepareRoles as a role that may create roles and databases, and no more', () => {
  const cluster = ownCluster();
  beforeAll(async () => {
    await query(cluster.url('postgres'), `create role installer login createrole createdb password 'secret'`);
    await query(cluster.url('postgres', 'installer'), 'create database house');
    await prepareRoles({ databaseUrl: cluster.url('house', 'installer'), logins: logins('house') });
  });

  it('may become the owner afterwards, and what it then makes belongs to the owner', async () => {
    const rows = await query(
      cluster.url('house', 'installer'),
      'set role aftercall_owner',
      'create table ledger.run (id int)',
      'grant select on ledger.run to aftercall_ledger_reader',
      `select tableowner, (select nspowner::regrole::text from pg_namespace where nspname = 'ledger') as schemaowner
         from pg_tables where tablename = 'run'`,
    );
    expect(rows).toEqual([{ tableowner: 'aftercall_owner', schemaowner: 'aftercall_owner' }]);
    expect(await query(cluster.url('house', 'house_ledger_reader'), 'select * from ledger.run')).toEqual([]);
  });

  it.each([
    ['house_registry', ['registry']],
    ['house_executor', ['ledger']],
    ['house_vault', ['vault']],
    ['house_ledger_reader', ['ledger']],
  ])('lets %s look into %p only, and make nothing there', async (login, schemas) => {
    const [rights] = await query(
      cluster.url('house', login),
      `select array_agg(nspname::text) filter (where has_schema_privilege(oid, 'usage')) as usage,
              array_agg(nspname::text) filter (where has_schema_privilege(oid, 'create')) as create
         from pg_namespace where nspname in ('registry', 'ledger', 'vault')`,
    );
    expect(rights).toEqual({ usage: schemas, create: null });
  });

  it('gives no login a right that switches row-level security off', async () => {
    const [{ count }] = (await query(
      cluster.url('house'),
      `select count(*)::int from pg_roles where rolname like 'house\\_%'
          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
               or pg_has_role(rolname, 'aftercall_owner', 'member'))`,
    )) as [{ count: number }];
    expect(count).toBe(0);
    await expect(query(cluster.url('house', 'house_registry'), 'set role aftercall_owner')).rejects.toThrow(
      'permission denied',
    );
  });

  it('may be run again, and sets the passwords that it is given', async () => {
    await prepareRoles({ databaseUrl: cluster.url('house', 'installer'), logins: logins('house', 'changed') });
    await expect(query(cluster.url('house', 'house_vault', 'secret'), 'select 1')).rejects.toThrow('password');
    await query(cluster.url('house', 'house_vault', 'changed'), 'select 1');
    await prepareRoles({ databaseUrl: cluster.url('house', 'installer'), logins: logins('house') });
  });

  it('says what to do when another role made the groups', async () => {
    await query(cluster.url('postgres'), `create role stranger login createrole createdb password 'secret'`);
    await query(cluster.url('postgres', 'stranger'), 'create database strange');
    const preparing = prepareRoles({ databaseUrl: cluster.url('strange', 'stranger'), logins: logins('strange') });
    await expect(preparing).rejects.toMatchObject({
      code: 'ROLE_NOT_GRANTABLE',
      facts: { role: 'aftercall_owner', remedy: expect.stringContaining('GRANT aftercall_owner TO') },
    });
  });

  it('refuses a login that could read everything', async () => {
    await query(cluster.url('postgres'), `create role mighty login bypassrls password 'secret'`);
    const preparing = prepareRoles({
      databaseUrl: cluster.url('house'),
      logins: { ...logins('house'), vault: { name: 'mighty', password: 'secret' } },
    });
    await expect(preparing).rejects.toMatchObject({ code: 'LOGIN_TOO_POWERFUL', facts: { role: 'mighty' } });
  });

  it('says that the server is away without repeating the password', async () => {
    const preparing = prepareRoles({
      databaseUrl: 'postgres://installer:hunter2@127.0.0.1:1/house',
      logins: logins('x'),
    });
    const problem = await preparing.catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'POSTGRES_UNREACHABLE', facts: { host: '127.0.0.1', port: 1 } });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});

describe('prepareRoles by many processes at once', () => {
  const cluster = ownCluster();
  const databases = Array.from({ length: 8 }, (_, at) => `house_${at}`);

  it('makes one set of roles, in several databases and in one', async () => {
    for (const database of databases) await query(cluster.url('postgres'), `create database ${database}`);
    await Promise.all(
      [...databases, 'house_0', 'house_0', 'house_0'].map((database) =>
        prepareRoles({ databaseUrl: cluster.url(database), logins: logins('shared') }),
      ),
    );
    for (const database of databases) {
      expect(
        await query(
          cluster.url(database, 'shared_executor'),
          `select has_schema_privilege('ledger', 'usage') as ledger, has_schema_privilege('vault', 'usage') as vault`,
        ),
      ).toEqual([{ ledger: true, vault: false }]);
    }
  });
});
