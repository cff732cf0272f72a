import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { Client } from 'pg';
import { aSealedProfile } from '../../auth-profiles/auth-profile-store.contract.ts';
import { AuthProfileRow } from '../../auth-profiles/postgres/auth-profile-row.ts';
import { PostgresAuthProfileStore } from '../../auth-profiles/postgres/postgres-auth-profile-store.ts';
import { VaultDatabase } from './vault-database.ts';

const names = 'select workspace, name from vault.auth_profile order by workspace';

describe('row-level security, as the role of the vault', () => {
  let test: TestDatabase;
  let database: VaultDatabase;
  let role: Client;

  beforeAll(async () => {
    test = await TestDatabase.create({ services: ['vault'] });
    database = new VaultDatabase({
      databaseUrl: test.urls.vault,
      rows: [AuthProfileRow],
      onIdleError: () => undefined,
    });
    await database.open();
    const store = new PostgresAuthProfileStore(database);
    await store.add('acme', aSealedProfile());
    await store.add('umbrella', aSealedProfile());
    role = new Client({ connectionString: test.urls.vault });
    await role.connect();
  });
  afterAll(async () => {
    await role.end();
    await database.close();
    await test.drop();
  });

  it('shows nothing to a query that forgot to name a workspace', async () => {
    expect((await role.query(names)).rows).toEqual([]);
    expect(await database.inInstallation((manager) => manager.find(AuthProfileRow))).toEqual([]);
    expect(await database.inWorkspace(undefined, (manager) => manager.find(AuthProfileRow))).toEqual([]);
  });

  it('shows one workspace to a query that forgot its condition', async () => {
    const rows = await database.inWorkspace('acme', (manager) => manager.find(AuthProfileRow));
    expect(rows.map(({ workspace }) => workspace)).toEqual(['acme']);
  });

  it.each(['', '*', '%', 'ACME', "acme' or true --"])('shows nothing to the workspace %j', async (workspace) => {
    expect(await database.inWorkspace(workspace, (manager) => manager.find(AuthProfileRow))).toEqual([]);
  });

  it('forgets the workspace when its transaction ends, on the same connection', async () => {
    await role.query('begin');
    await role.query(`select set_config('aftercall.workspace', 'acme', true)`);
    expect((await role.query(names)).rows).toEqual([{ workspace: 'acme', name: 'desk' }]);
    await role.query('commit');
    expect((await role.query(names)).rows).toEqual([]);
  });

  it('takes no row for another workspace', async () => {
    const copy = `insert into vault.auth_profile
      select 'umbrella', gen_random_uuid(), 'stolen', kind, origins, settings, health, version, key_id, wrapped_key,
             ciphertext, created_at, updated_at from vault.auth_profile`;
    await expect(database.inWorkspace('acme', (manager) => manager.query(copy))).rejects.toThrow('row-level security');
  });

  it.each([
    ['switch its policies off', 'alter table vault.auth_profile disable row level security'],
    ['change a profile', `update vault.auth_profile set name = 'x'`],
    ['remove a profile', 'delete from vault.auth_profile'],
    ['change a canary', `update vault.key_canary set key_id = 'x'`],
    ['remove a canary', 'delete from vault.key_canary'],
    ['become the owner', 'set role aftercall_owner'],
    ['make a table', 'create table vault.extra (id int)'],
  ])('cannot %s', async (_, sql) => {
    await expect(role.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('binds every table of the schema, or the table has no workspace', async () => {
    const admin = new Client({ connectionString: test.urls.admin });
    await admin.connect();
    const { rows } = await admin.query(
      `select c.relname as table from pg_class c
        where c.relnamespace = 'vault'::regnamespace and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
        order by 1`,
    );
    await admin.end();
    expect(rows).toEqual([{ table: 'key_canary' }, { table: 'schema_migration' }]);
  });

  it('is what the vault asks for: it reports a role that policies do not bind, and a schema that is not there', async () => {
    expect(await database.findProblem()).toBeUndefined();
    const asAdmin = new VaultDatabase({ databaseUrl: test.urls.admin, rows: [], onIdleError: () => undefined });
    await asAdmin.open();
    expect(await asAdmin.findProblem()).toContain('use the role of the vault');
    await asAdmin.close();
  });
});

leakGuard();
