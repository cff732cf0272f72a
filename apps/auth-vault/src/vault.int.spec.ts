import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { generateServiceKey, ServiceTokenSigner } from '@aftercall/service-runtime';
import { createAuthProfileAnswer, describeAuthProfilesAnswer, usableCredential } from '@aftercall/wire-format';
import { queryAs } from './plumbing/postgres/testing/query-as.ts';
import { VaultUnderTest } from './testing/vault-under-test.ts';

const profile = (name: string, overrides: object = {}) => ({
  id: crypto.randomUUID(),
  name,
  kind: 'BEARER',
  origins: ['https://desk.example'],
  secret: { token: 'token-of-desk' },
  ...overrides,
});
const desk = { name: 'desk', origin: 'https://desk.example', runId: '20261120-1' };

describe('the vault over HTTP', () => {
  let database: TestDatabase;
  let vault: VaultUnderTest;

  beforeAll(async () => {
    database = await TestDatabase.create({ services: ['vault'] });
    vault = await VaultUnderTest.start(database);
  });
  afterAll(async () => {
    await vault.stop();
    await database.drop();
  });
  beforeEach(() => query('truncate vault.auth_profile, vault.audit_entry'));

  const query = (sql: string) => queryAs(database.urls.admin, sql);
  const audited = () =>
    query(
      'select workspace, service, action, outcome, profile_name, origin, run_id from vault.audit_entry order by number',
    );

  it('keeps a profile for the registry and opens it for an executor', async () => {
    const asked = profile('desk');
    const created = await vault.create(asked);
    expect(created.status).toBe(201);
    const answer = createAuthProfileAnswer.parse(created.json);
    expect(answer).toMatchObject({
      profile: { id: asked.id, name: 'desk', health: 'ACTIVE', version: 1, settings: null },
    });

    const resolved = await vault.resolve(desk);
    expect(resolved.status).toBe(200);
    expect(usableCredential.parse(resolved.json)).toMatchObject({
      profileId: asked.id,
      version: 1,
      headers: [['Authorization', 'Bearer token-of-desk']],
      origins: ['https://desk.example'],
      secrets: ['token-of-desk'],
    });
    const livesForMs = Date.parse(resolved.json.expiresAt) - Date.now();
    expect(livesForMs).toBeGreaterThan(240_000);
    expect(livesForMs).toBeLessThanOrEqual(300_000);
    expect(resolved.headers.get('cache-control')).toBe('no-store');
    expect(await audited()).toMatchObject([
      { workspace: 'acme', service: 'registry', action: 'WRITE', outcome: 'CREATED', profile_name: 'desk' },
      {
        workspace: 'acme',
        service: 'executor',
        action: 'OPEN',
        outcome: 'RELEASED',
        origin: 'https://desk.example',
        run_id: '20261120-1',
      },
    ]);
  });

  it('keeps every kind', async () => {
    const pairs = [
      { in: 'HEADER', name: 'X-Api-Key' },
      { in: 'QUERY', name: 'key' },
      { in: 'BODY', name: 'apiKey' },
    ];
    const values = { 'X-Api-Key': 'one', key: 'two', apiKey: 'drei-ü' };
    await vault.create(profile('api-key', { kind: 'API_KEY', settings: { pairs }, secret: { values } }));
    await vault.create(profile('basic', { kind: 'BASIC', secret: { username: 'crm', password: 'pässword' } }));
    expect((await vault.resolve({ ...desk, name: 'api-key' })).json).toMatchObject({
      headers: [['X-Api-Key', 'one']],
      query: [['key', 'two']],
      body: [['apiKey', 'drei-ü']],
      secrets: ['one', 'two', 'drei-ü'],
    });
    const pair = Buffer.from('crm:pässword').toString('base64');
    expect((await vault.resolve({ ...desk, name: 'basic' })).json).toMatchObject({
      headers: [['Authorization', `Basic ${pair}`]],
      secrets: [pair, 'pässword'],
    });
    const described = await vault.describe();
    expect(describeAuthProfilesAnswer.parse(described.json).profiles).toMatchObject([
      { name: 'api-key', kind: 'API_KEY', settings: { pairs } },
      { name: 'basic', kind: 'BASIC', settings: null },
    ]);
  });

  it('answers a repeated create as the first', async () => {
    const asked = profile('desk');
    const first = await vault.create(asked);
    const again = await vault.create(asked);
    expect(again.status).toBe(201);
    expect(again.json).toEqual(first.json);
    expect((await vault.create({ ...asked, secret: { token: 'another' } })).json).toEqual({
      problems: [{ code: 'INVALID', path: 'id', message: expect.any(String) }],
    });
  });

  it('tells all problems of a profile, and a taken name', async () => {
    const wrong = await vault.create(
      profile('no good', { origins: ['https://desk.example/path'], secret: { tokn: 'x' } }),
    );
    expect(wrong.status).toBe(422);
    expect(createAuthProfileAnswer.parse(wrong.json)).toMatchObject({
      problems: [{ path: 'name' }, { path: 'origins.0' }, { path: 'secret.token' }, { path: 'secret.tokn' }],
    });
    await vault.create(profile('desk'));
    const taken = await vault.create(profile('desk'));
    expect(taken.status).toBe(422);
    expect(taken.json).toMatchObject({ problems: [{ code: 'NAME_TAKEN', path: 'name' }] });
  });

  it('keeps workspaces apart', async () => {
    await vault.create(profile('desk'));
    const umbrella = { service: 'registry', workspace: 'umbrella' } as const;
    expect((await vault.create(profile('desk', { secret: { token: 'token-of-umbrella' } }), umbrella)).status).toBe(
      201,
    );
    const opened = async (workspace: string) =>
      (await vault.resolve(desk, { service: 'executor', workspace })).json.secrets;
    expect(await opened('acme')).toEqual(['token-of-desk']);
    expect(await opened('umbrella')).toEqual(['token-of-umbrella']);
    expect((await vault.resolve(desk, { service: 'executor', workspace: '*' })).status).toBe(404);
    expect((await vault.describe({ service: 'registry', workspace: 'other' })).json).toEqual({ profiles: [] });
  });

  it('refuses as the contract says, notes each try, and answers problem+json', async () => {
    await vault.create(profile('desk'));
    await vault.create(profile('gone'));
    await query(`update vault.auth_profile set health = 'REVOKED' where name = 'gone'`);
    await query('truncate vault.audit_entry');
    const refusals = [
      await vault.resolve({ ...desk, name: 'unknown' }),
      await vault.resolve({ ...desk, origin: 'https://evil.example' }),
      await vault.resolve({ ...desk, name: 'gone' }),
      await vault.resolve({ name: 'desk' }),
      await vault.resolve(desk, { service: 'registry' }),
      await vault.resolve(desk, { service: 'executor', workspace: null }),
      await vault.create(profile('x'), { service: 'executor' }),
      await vault.describe({ service: 'executor' }),
    ];
    expect(refusals.map(({ status, json }) => [status, json.code])).toEqual([
      [404, 'NOT_FOUND'],
      [403, 'ORIGIN_NOT_ALLOWED'],
      [409, 'REVOKED'],
      [400, 'INVALID'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
    ]);
    for (const { headers, json } of refusals) {
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(json).toMatchObject({ message: expect.any(String), requestId: headers.get('x-request-id') });
    }
    expect(
      (await audited()).map(({ workspace, service, action, outcome }) => [workspace, service, action, outcome]),
    ).toEqual([
      ['acme', 'executor', 'OPEN', 'NOT_FOUND'],
      ['acme', 'executor', 'OPEN', 'ORIGIN_NOT_ALLOWED'],
      ['acme', 'executor', 'OPEN', 'REVOKED'],
      ['acme', 'executor', 'OPEN', 'INVALID'],
      ['acme', 'registry', 'OPEN', 'FORBIDDEN'],
      [null, 'executor', 'OPEN', 'FORBIDDEN'],
      ['acme', 'executor', 'WRITE', 'FORBIDDEN'],
      ['acme', 'executor', 'DESCRIBE', 'FORBIDDEN'],
    ]);
    expect(await vault.metrics.text()).toMatch(
      /aftercall_vault_resolutions_total\{outcome="forbidden",service="vault"\} 2/,
    );
  });

  it('says 401 and no more to who has no good token, before it reads anything', async () => {
    const stranger = generateServiceKey('executor').privateKey;
    const token = await new ServiceTokenSigner({ privateKey: stranger }).sign({ audience: 'vault', workspace: 'acme' });
    const answers = [
      await vault.send('/internal/auth-profiles', undefined, {}),
      await vault.send('/internal/auth-profiles/resolve', '{not json', {}),
      await vault.send('/internal/auth-profiles/resolve', desk, { authorization: `Bearer ${token}` }),
      await vault.send('/internal/auth-profiles/resolve', desk, { authorization: 'Bearer nonsense' }),
      await vault.send('/internal/auth-profiles/resolve', desk, { authorization: 'Basic eDp5' }),
      await vault.send('/no/such/path', undefined, {}),
    ];
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401);
      expect(json).toEqual({
        status: 401,
        code: 'UNAUTHENTICATED',
        message: 'not authenticated',
        requestId: headers.get('x-request-id'),
      });
    }
    expect(await audited()).toEqual([]);
  });

  it('refuses what it cannot read', async () => {
    const registry = { service: 'registry' } as const;
    const path = '/internal/auth-profiles';
    const answers = [
      await vault.ask(registry, path, '{"secret": token-of-desk}'),
      await vault.ask(registry, path, ''),
      await vault.ask(registry, path, '{"__proto__": {"secret": "token-of-desk"}}'),
      await vault.ask(registry, path, JSON.stringify(profile('big', { secret: { token: 'x'.repeat(1024 * 1024) } }))),
      await vault.ask(registry, '/internal/other'),
    ];
    expect(answers.map(({ status, json }) => [status, json.code])).toEqual([
      [400, 'INVALID'],
      [400, 'INVALID'],
      [400, 'INVALID'],
      [413, 'TOO_LARGE'],
      [404, 'NOT_FOUND'],
    ]);
    expect(answers.map(({ text }) => text).join('')).not.toContain('token-of-desk');
    expect((await vault.create(profile('long', { secret: { token: 'x'.repeat(100_000) } }))).json).toMatchObject({
      problems: [{ path: 'secret.token', message: 'must have at most 8192 characters' }],
    });
    expect((await vault.create('[]')).json).toEqual({
      problems: [{ code: 'INVALID', path: '', message: 'must be an object' }],
    });
  });

  it('answers a broken seal by its code and logs why, without contents', async () => {
    await vault.create(profile('desk'));
    await query(`update vault.auth_profile set version = 2`);
    const answer = await vault.resolve(desk);
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({ code: 'SEAL_BROKEN', requestId: expect.any(String) });
    expect(answer.text).not.toContain('does not open');
    const line = vault.logged.find(
      (logged) => logged.includes(answer.json.requestId) && logged.includes('SEAL_BROKEN'),
    );
    expect(line).toContain('it, its row or its key was changed');
    expect((await audited()).at(-1)).toMatchObject({ outcome: 'FAILED', profile_name: 'desk' });
  });

  it('does not open a record whose origins or places were widened behind its back', async () => {
    await vault.create(profile('desk'));
    await query(`update vault.auth_profile set origins = origins || 'https://evil.example'::text`);
    const answer = await vault.resolve({ ...desk, origin: 'https://evil.example' });
    expect([answer.status, answer.json.code]).toEqual([500, 'SEAL_BROKEN']);
    const pairs = [{ in: 'HEADER', name: 'X-Key' }];
    await vault.create(profile('key', { kind: 'API_KEY', settings: { pairs }, secret: { value: 'abcd' } }));
    await query(
      `update vault.auth_profile set settings = jsonb_set(settings, '{pairs,0,in}', '"QUERY"') where name = 'key'`,
    );
    expect((await vault.resolve({ ...desk, name: 'key' })).json.code).toBe('SEAL_BROKEN');
  });

  it('does not open a record that was copied to another workspace or profile', async () => {
    await vault.create(profile('desk'));
    await query(
      `insert into vault.auth_profile select 'umbrella', id, name, kind, origins, settings, health, version, key_id,
         wrapped_key, ciphertext, created_at, updated_at from vault.auth_profile`,
    );
    expect((await vault.resolve(desk, { service: 'executor', workspace: 'umbrella' })).json.code).toBe('SEAL_BROKEN');
    await query(`update vault.auth_profile set id = gen_random_uuid() where workspace = 'acme'`);
    expect((await vault.resolve(desk)).json.code).toBe('SEAL_BROKEN');
  });
});

leakGuard();
