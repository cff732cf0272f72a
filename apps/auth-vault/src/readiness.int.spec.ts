import { leakGuard, TestDatabase, until } from '@aftercall/dev-harness';
import { Client } from 'pg';
import { queryAs } from './plumbing/postgres/testing/query-as.ts';
import { keyRing, VaultUnderTest } from './testing/vault-under-test.ts';

const both = JSON.stringify(keyRing);
const profile = (name: string) => ({
  id: crypto.randomUUID(),
  name,
  kind: 'BEARER',
  origins: ['https://desk.example'],
  secret: { token: `token-of-${name}` },
});
const resolved = (vault: VaultUnderTest, name: string) => vault.resolve({ name, origin: 'https://desk.example' });

describe('readiness of the vault', () => {
  let database: TestDatabase;
  const running: VaultUnderTest[] = [];
  const query = (sql: string, values: readonly unknown[] = []) => queryAs(database.urls.admin, sql, values);
  const start = async (environment: Record<string, string> = {}) => {
    const vault = await VaultUnderTest.start(database, environment);
    running.push(vault);
    return vault;
  };

  beforeEach(async () => {
    database = await TestDatabase.create({ services: ['vault'] });
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((vault) => vault.stop()));
    await database.drop();
  });

  it('opens what the former key sealed, after another became current', async () => {
    const before = await start();
    await before.create(profile('old'));
    const after = await start({ VAULT_KEK_CURRENT: 'k2', VAULT_KEK_KEYS: both });
    expect(await after.health.ready()).toEqual({ ok: true, failing: {} });
    await after.create(profile('new'));
    expect((await resolved(after, 'old')).json.secrets).toEqual(['token-of-old']);
    expect((await resolved(after, 'new')).json.secrets).toEqual(['token-of-new']);
    expect(await query('select name, key_id from vault.auth_profile order by name')).toEqual([
      { name: 'new', key_id: 'k2' },
      { name: 'old', key_id: 'k1' },
    ]);
    // The one that does not know the new key says so, rather than failing on some requests only.
    expect((await before.health.ready()).failing['vault']).toContain('lacks "k2"');
  });

  it.each([
    [
      'without the key that sealed what is stored',
      { VAULT_KEK_CURRENT: 'k2', VAULT_KEK_KEYS: JSON.stringify({ k2: keyRing.k2 }) },
      'KEY_UNKNOWN',
    ],
    ['with other bytes under its id', { VAULT_KEK_KEYS: JSON.stringify({ k1: keyRing.k2 }) }, 'SEAL_BROKEN'],
  ])('is not given %s; says so, and neither seals nor opens', async (_, environment, code) => {
    await (await start()).create(profile('desk'));
    const vault = await start(environment);
    const report = await vault.health.ready();
    expect(report.failing['vault']).toContain('VAULT_KEK_KEYS lacks "k1" or holds other bytes under that id');
    expect(vault.logged.join('')).toContain('vault is not ready');
    const create = await vault.create(profile('other'));
    expect([create.status, create.json.code]).toEqual([503, 'KEYS_UNFIT']);
    const resolve = await resolved(vault, 'desk');
    expect([resolve.status, resolve.json.code]).toEqual([500, code]);
    expect(await query('select name from vault.auth_profile')).toEqual([{ name: 'desk' }]);
  });

  it('ends with the database, and comes back with it', async () => {
    const vault = await start();
    await vault.create(profile('desk'));
    const role = new URL(database.urls.vault).username;
    const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1';
    await query(`alter role "${role}" nologin`);
    await query(cut, [role]);
    const answer = await resolved(vault, 'desk');
    expect([answer.status, answer.json.code]).toEqual([503, 'POSTGRES_UNAVAILABLE']);
    expect((await vault.health.ready()).ok).toBe(false);
    expect((await vault.create(profile('other'))).status).toBe(503);
    await query(`alter role "${role}" login`);
    await until(async () => (await vault.health.ready()).ok, { what: 'the vault to be ready again' });
    expect((await resolved(vault, 'desk')).status).toBe(200);
  });

  it('finishes the requests that are in flight when it is stopped, and takes no others', async () => {
    const vault = await start();
    await vault.create(profile('desk'));
    const holder = new Client({ connectionString: database.urls.admin });
    await holder.connect();
    await holder.query('begin; lock table vault.audit_entry');
    const answers = Promise.all([resolved(vault, 'desk'), resolved(vault, 'desk')]);
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'aftercall-vault'`;
    await until(async () => (await query(waiting)).length === 2, { what: 'two requests to wait' });
    const stopped = vault.stop();
    running.splice(0);
    const late = await resolved(vault, 'desk').catch(() => undefined);
    await holder.query('commit');
    await holder.end();
    expect((await answers).map(({ status }) => status)).toEqual([200, 200]);
    await stopped;
    expect([undefined, 503]).toContain(late?.status);
  });
});

leakGuard();
