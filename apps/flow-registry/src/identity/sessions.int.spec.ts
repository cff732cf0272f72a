import { until } from '@aftercall/dev-harness';
import { Client } from 'pg';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

const CREATE_KEY =
  'mutation ($name: String!, $role: Role!, $expiresAt: DateTime) { createApiKey(input: { name: $name, role: $role, expiresAt: $expiresAt }) { apiKey { id } token userErrors { code } } }';
const WHO = JSON.stringify({ query: '{ viewer { name role workspace { id } } }' });

describe('signing in', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    await registry.data('mutation { createWorkspace(input: { id: "acme", name: "Acme" }) { userErrors { code } } }');
  });
  afterAll(() => registry.stop());

  const origin = (): string => registry.url('');
  const ownPage = (): Record<string, string> => ({ origin: origin(), 'aftercall-csrf': '1' });
  const makeKey = async (name: string, role: string, expiresAt?: string): Promise<{ id: string; token: string }> => {
    const asked = { workspace: 'acme', variables: { name, role, expiresAt } };
    const { createApiKey } = await registry.data(CREATE_KEY, asked);
    return { id: createApiKey.apiKey.id, token: createApiKey.token };
  };
  const signIn = (apiKey: string, headers: Record<string, string> = {}, base = origin()): Promise<Response> =>
    fetch(`${base}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ apiKey }),
    });
  const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const ask = (cookie: string, headers: Record<string, string> = ownPage()): Promise<Response> =>
    fetch(registry.url('/graphql'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...headers },
      body: WHO,
    });
  const show = (cookie: string, base = origin()): Promise<Response> =>
    fetch(`${base}/auth/session`, { headers: { cookie } });
  const makeLink = async (token = registry.adminToken): Promise<Response> =>
    fetch(registry.url('/auth/login-links'), { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const follow = (url: string): Promise<Response> => fetch(url, { redirect: 'manual' });
  const codeOf = async (response: Response): Promise<[number, string | undefined]> => {
    const { code, errors } = (await response.json()) as { code?: string; errors: { extensions: { code: string } }[] };
    return [response.status, code ?? errors[0]?.extensions.code];
  };

  it('exchanges an API key for a cookie that no script reads, with the name, role and workspace of the key', async () => {
    const { token } = await makeKey('ada', 'EDITOR');
    const response = await signIn(token);
    const who = {
      name: 'ada',
      role: 'EDITOR',
      workspace: 'acme',
      isOfInstallation: false,
      expiresAt: expect.any(String),
    };
    expect([response.status, await response.json()]).toEqual([200, who]);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^aftercall_session=[\w-]{43}; /);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toMatch(/; Secure/);
    expect(await (await show(cookieOf(response))).json()).toEqual(who);
    const answer = await ask(cookieOf(response));
    expect(await answer.json()).toEqual({
      data: { viewer: { name: 'ada', role: 'EDITOR', workspace: { id: 'acme' } } },
    });
  });

  it('makes Secure cookies for an https address, and takes plain HTTP on a LAN when it is said', async () => {
    const { token } = await makeKey('bob', 'VIEWER');
    const secure = await registry.startReplica({ PUBLIC_URL: 'https://aftercall.example' });
    const response = await signIn(token, { origin: 'https://aftercall.example' }, registry.url('', secure));
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-aftercall=[\w-]{43};.*; Secure/);
    expect((await signIn(token, { origin: origin() }, registry.url('', secure))).status).toBe(403);
    const lan = await registry.startReplica({ PUBLIC_URL: 'http://192.168.1.5:4000', HOST: '0.0.0.0' });
    const plain = await signIn(token, { origin: 'http://192.168.1.5:4000' }, registry.url('', lan));
    expect(plain.headers.get('set-cookie')).toMatch(/^aftercall_session=/);
    expect(plain.headers.get('set-cookie')).not.toContain('Secure');
    const unsaid = await registry.startReplica({ HOST: '0.0.0.0' });
    expect((await signIn(token, {}, registry.url('', unsaid))).headers.get('set-cookie')).toContain('Secure');
  });

  it('keeps only hashes, and logs no token', async () => {
    const { token } = await makeKey('cleo', 'VIEWER');
    const cookie = cookieOf(await signIn(token));
    const { loginUrl } = (await (await makeLink()).json()) as { loginUrl: string };
    const client = new Client({ connectionString: registry.database.urls.admin });
    await client.connect();
    const { rows } = await client.query(
      'select to_jsonb(s) from registry.session s union all select to_jsonb(l) from registry.login_link l',
    );
    await client.end();
    const kept = JSON.stringify([rows, registry.logLines]);
    for (const secret of [cookie.split('=')[1], loginUrl.split('token=')[1]]) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(kept).not.toContain(secret);
    }
  });

  it.each([
    ['no body', undefined, 400],
    ['a body that is no JSON', '{"apiKey":', 400],
    ['another field', '{"apiKey":"x","y":1}', 400],
    ['a key that is no text', '{"apiKey":{"a":1}}', 400],
    ['an unknown key', '{"apiKey":"ac_live_unknown"}', 401],
    ['a body that is too large', JSON.stringify({ apiKey: 'x'.repeat(5000) }), 413],
  ])('refuses %s with a code, and repeats nothing of it', async (_, body, status) => {
    const response = await fetch(registry.url('/auth/session'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const answer = (await response.json()) as { code: string; requestId: string };
    expect([response.status, answer.code]).toEqual([status, expect.stringMatching(/^[A-Z_]+$/)]);
    expect(answer.requestId).toBe(response.headers.get('x-request-id'));
    expect(JSON.stringify(answer)).not.toContain('ac_live_unknown');
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('opens no session for a key that only sends events', async () => {
    expect((await signIn((await makeKey('sender', 'SENDER')).token)).status).toBe(401);
  });

  it('signs somebody in by a link, once, as the admin who made it', async () => {
    const made = await makeLink();
    const { loginUrl, expiresAt } = (await made.json()) as { loginUrl: string; expiresAt: string };
    expect([made.status, loginUrl]).toEqual([
      201,
      expect.stringMatching(`^${origin()}/auth/login\\?token=[\\w-]{43}$`),
    ]);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    expect((await fetch(loginUrl, { method: 'HEAD', redirect: 'manual' })).status).toBe(404);
    const first = await follow(loginUrl);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    expect(await (await show(cookieOf(first))).json()).toMatchObject({
      name: 'bootstrap',
      role: 'ADMIN',
      workspace: 'default',
    });
    const second = await follow(loginUrl);
    expect([second.status, second.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await second.text()).toContain('opens nothing');
  });

  it('lets only admins make links, and no link outlive its time', async () => {
    expect((await makeLink((await makeKey('publisher', 'PUBLISHER')).token)).status).toBe(403);
    expect((await makeLink('wrong')).status).toBe(401);
    const hasty = await registry.startReplica({ LOGIN_LINK_MS: '1000' });
    const made = await fetch(registry.url('/auth/login-links', hasty), {
      method: 'POST',
      headers: { authorization: `Bearer ${registry.adminToken}` },
    });
    const { loginUrl, expiresAt } = (await made.json()) as { loginUrl: string; expiresAt: string };
    await until(() => Date.now() > Date.parse(expiresAt), { what: 'the link to expire' });
    expect((await follow(loginUrl)).status).toBe(401);
  });

  it('takes a change by cookie only from a page of its own', async () => {
    const cookie = cookieOf(await signIn((await makeKey('dora', 'EDITOR')).token));
    const wrong: Record<string, string>[] = [
      {},
      { 'aftercall-csrf': '1' },
      { origin: origin() },
      { ...ownPage(), origin: 'https://evil.example' },
      { ...ownPage(), origin: 'null' },
      { ...ownPage(), 'aftercall-csrf': '0' },
    ];
    for (const headers of wrong) expect(await codeOf(await ask(cookie, headers))).toEqual([403, 'CROSS_SITE_REQUEST']);
    const signOut = await fetch(registry.url('/auth/session'), { method: 'DELETE', headers: { cookie } });
    expect(await codeOf(signOut)).toEqual([403, 'CROSS_SITE_REQUEST']);
    expect((await ask(cookie)).status).toBe(200);
    const byKey = await ask(cookie, { authorization: `Bearer ${registry.adminToken}`, origin: 'https://evil.example' });
    expect(await byKey.json()).toMatchObject({ data: { viewer: { name: 'bootstrap' } } });
    expect(await codeOf(await signIn(registry.adminToken, { origin: 'https://evil.example' }))).toEqual([
      403,
      'CROSS_SITE_REQUEST',
    ]);
  });

  it('ends at signing out, and takes the cookie away', async () => {
    const cookie = cookieOf(await signIn((await makeKey('emil', 'VIEWER')).token));
    const out = await fetch(registry.url('/auth/session'), { method: 'DELETE', headers: { cookie, ...ownPage() } });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringContaining('Expires=Thu, 01 Jan 1970'),
    ]);
    expect((await show(cookie)).status).toBe(401);
    expect((await ask(cookie)).status).toBe(401);
    const keyOnly = await fetch(registry.url('/auth/session'), {
      method: 'DELETE',
      headers: { authorization: `Bearer ${registry.adminToken}` },
    });
    expect(keyOnly.status).toBe(400);
  });

  it('ends with its key: revoked or expired', async () => {
    const { id, token } = await makeKey('fritz', 'VIEWER');
    const cookie = cookieOf(await signIn(token));
    const revoke = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }';
    await registry.data(revoke, { workspace: 'acme', variables: { id } });
    expect((await show(cookie)).status).toBe(401);
    expect((await signIn(token)).status).toBe(401);
    const expiresAt = new Date(Date.now() + 900).toISOString();
    const soon = cookieOf(await signIn((await makeKey('soon', 'VIEWER', expiresAt)).token));
    expect(await (await show(soon)).json()).toMatchObject({ expiresAt });
    await until(async () => (await show(soon)).status === 401, { what: 'the session to end with its key' });
  });

  it('ends when it is not used, and at last however much it is', async () => {
    const { token } = await makeKey('gina', 'VIEWER');
    const idle = await registry.startReplica({ SESSION_IDLE_MS: '1s' });
    const unused = cookieOf(await signIn(token, {}, registry.url('', idle)));
    const used = cookieOf(await signIn(token, {}, registry.url('', idle)));
    let isUsedOpen = true;
    await until(
      async () => {
        isUsedOpen &&= (await show(used, registry.url('', idle))).status === 200;
        const client = new Client({ connectionString: registry.database.urls.admin });
        await client.connect();
        const { rows } = await client.query<{ ended: boolean }>(
          `select bool_or(seen_at = opened_at and opened_at < now() - interval '1 second') as ended from registry.session s
         join registry.api_key k on k.id = s.api_key_id where k.name = 'gina'`,
        );
        await client.end();
        return rows[0]?.ended === true;
      },
      { what: 'a second to pass' },
    );
    expect(isUsedOpen).toBe(true);
    expect((await show(used, registry.url('', idle))).status).toBe(200);
    expect((await show(unused, registry.url('', idle))).status).toBe(401);
    const brief = await registry.startReplica({ SESSION_MAX_MS: '1s' });
    const cookie = cookieOf(await signIn(token, {}, registry.url('', brief)));
    await until(async () => (await show(cookie, registry.url('', brief))).status === 401, {
      what: 'the session to end',
    });
  });

  it('lets a session of the installation name its workspace', async () => {
    const cookie = cookieOf(await signIn(registry.adminToken));
    const answer = await ask(cookie, { ...ownPage(), 'aftercall-workspace': 'acme' });
    expect(await answer.json()).toMatchObject({ data: { viewer: { workspace: { id: 'acme' } } } });
    expect((await ask(cookie, { ...ownPage(), 'aftercall-workspace': 'nobody' })).status).toBe(404);
  });

  it('slows down who guesses, by address, and nobody who is right', async () => {
    const replica = await registry.startReplica({ TRUSTED_PROXIES: '127.0.0.1' });
    const base = registry.url('', replica);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let count = 0; count < 25; count += 1) {
      expect((await signIn(registry.adminToken, from('203.0.113.1'), base)).status).toBe(200);
    }
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await signIn('wrong', from('203.0.113.2'), base)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const refused = await signIn(registry.adminToken, from('203.0.113.2'), base);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(refused)).toEqual([429, 'RATE_LIMITED']);
    expect((await signIn(registry.adminToken, from('203.0.113.3'), base)).status).toBe(200);
    const link = await fetch(`${base}/auth/login?token=x`, { headers: from('203.0.113.2') });
    expect(link.status).toBe(429);
  });
});
