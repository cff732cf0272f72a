import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { queryAs } from './plumbing/postgres/testing/query-as.ts';
import { keyRing, VaultUnderTest, type Answer } from './testing/vault-under-test.ts';

// Characters that JSON, URLs, base64 and regular expressions each write in their own way.
const canary = 'cAn4ry+/=&"\\%u-7f3e';
const encodings = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  // Inside longer base64, the same bytes look different at each of three offsets; whole groups of four stay.
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${'-'.repeat(offset)}${secret}`)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(secret).toString('hex'),
];

const id = (): string => crypto.randomUUID();
const origins = ['https://desk.example'];
const bearer = { kind: 'BEARER', origins, secret: { token: canary } };
const pairs = [{ in: 'HEADER', name: 'X-Key' }];

describe('no secret leaves the vault but by a resolution', () => {
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

  const query = (sql: string) => queryAs(database.urls.admin, sql);

  function expectNoCanary(text: string): void {
    for (const encoded of encodings(canary)) expect(text).not.toContain(encoded);
  }

  it('finds the canary where it is: in what an executor gets', async () => {
    await vault.create({ ...bearer, id: id(), name: 'found' });
    const { json, text } = await vault.resolve({ name: 'found', origin: 'https://desk.example' });
    expect(json.secrets).toEqual([canary]);
    expect(() => {
      expectNoCanary(text);
    }).toThrow();
    expect(() => {
      expectNoCanary(Buffer.from(`x:${canary}`).toString('base64'));
    }).toThrow();
  });

  it('is in no answer to the registry, no refusal, no log line and no row', async () => {
    const registry = { service: 'registry' } as const;
    const path = '/internal/auth-profiles';
    const same = id();
    const answers: Answer[] = [
      await vault.create({ ...bearer, id: same, name: 'kept' }),
      await vault.create({ ...bearer, id: same, name: 'kept' }),
      await vault.create({ ...bearer, id: same, name: 'kept', secret: { token: `${canary}x` } }),
      await vault.create({ ...bearer, id: id(), name: 'kept' }),
      await vault.create({
        ...bearer,
        id: id(),
        name: 'basic',
        kind: 'BASIC',
        secret: { username: canary, password: canary },
      }),
      await vault.create({
        ...bearer,
        id: id(),
        name: 'key',
        kind: 'API_KEY',
        settings: { pairs },
        secret: { values: { 'X-Key': canary } },
      }),
      // wrong in every place
      await vault.create({
        ...bearer,
        id: canary,
        name: canary,
        origins: [canary, `https://${canary}`, `https://h.example/${canary}`],
      }),
      await vault.create({ ...bearer, id: id(), name: 'a', kind: canary }),
      await vault.create({ ...bearer, id: id(), name: 'a', secret: canary }),
      await vault.create({ ...bearer, id: id(), name: 'a', secret: [canary] }),
      await vault.create({ ...bearer, id: id(), name: 'a', secret: { token: `${canary}\n` } }),
      await vault.create({ ...bearer, id: id(), name: 'a', secret: { token: { nested: canary } } }),
      await vault.create({ ...bearer, id: id(), name: 'a', secret: { [canary]: canary } }),
      await vault.create({ ...bearer, id: id(), name: 'a', settings: { realm: canary } }),
      await vault.create({ ...bearer, id: id(), name: 'a', [canary]: 1 }),
      await vault.create({
        ...bearer,
        id: id(),
        name: 'a',
        kind: 'API_KEY',
        settings: { pairs },
        secret: { value: canary, values: { x: canary } },
      }),
      await vault.create({
        ...bearer,
        id: id(),
        name: 'a',
        kind: 'API_KEY',
        settings: { pairs: [{ in: canary, name: canary }] },
      }),
      await vault.create({
        ...bearer,
        id: id(),
        name: 'a',
        kind: 'BASIC',
        secret: { username: `${canary}:`, password: canary },
      }),
      await vault.ask(registry, path, `{"secret": ${canary}}`),
      await vault.ask(registry, path, `{"secret": {"token": "${canary.replaceAll(/["\\]/g, '')}`),
      await vault.create({ ...bearer, id: id(), name: 'a' }, { service: 'executor' }),
      await vault.describe(),
      await vault.resolve({ name: canary, origin: `https://${canary}`, runId: canary }),
      await vault.resolve({ name: 'kept', origin: 'https://other.example' }),
      await vault.resolve({ name: 'kept', origin: 'https://desk.example' }, registry),
    ];
    await query(`update vault.auth_profile set version = 2 where name = 'kept'`);
    answers.push(await vault.resolve({ name: 'kept', origin: 'https://desk.example' }));
    answers.push(await vault.create({ ...bearer, id: same, name: 'kept' }));

    expect(answers.filter(({ status }) => status >= 500)).toHaveLength(2);
    for (const { text, headers } of answers) expectNoCanary(`${text} ${JSON.stringify([...headers])}`);
    expect(vault.logged.length).toBeGreaterThan(answers.length);
    expectNoCanary(vault.logged.join(''));
    for (const table of ['auth_profile', 'audit_entry', 'key_canary']) {
      expectNoCanary(JSON.stringify(await query(`select t::text from vault.${table} t`)));
    }
    expectNoCanary(await vault.metrics.text());
  });

  it('logs no token, key or database password', () => {
    const lines = vault.logged.join('');
    expect(lines).not.toMatch(/eyJ[\w-]+\./);
    expect(lines).not.toContain(keyRing.k1);
    expect(lines).not.toContain(new URL(database.urls.vault).password);
  });
});

leakGuard();
