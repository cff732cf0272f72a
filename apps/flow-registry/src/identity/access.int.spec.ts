import { until } from '@aftercall/dev-harness';
import type { Registry } from '../compose-registry.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

const WHO = '{ viewer { name role isOfInstallation workspace { id } } }';
const CREATE_KEY =
  'mutation ($name: String!, $role: Role!, $expiresAt: DateTime) { createApiKey(input: { name: $name, role: $role, expiresAt: $expiresAt }) { apiKey { id name prefix role } token userErrors { code message path } } }';

describe('who may ask', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    await registry.data('mutation { createWorkspace(input: { id: "acme", name: "Acme" }) { userErrors { code } } }');
  });
  afterAll(() => registry.stop());

  const makeKey = async (name: string, role: string, workspace = 'acme'): Promise<{ id: string; token: string }> => {
    const { createApiKey } = await registry.data(CREATE_KEY, { workspace, variables: { name, role } });
    expect(createApiKey.userErrors).toEqual([]);
    return { id: createApiKey.apiKey.id, token: createApiKey.token };
  };

  it.each([
    ['no key', ''],
    ['a wrong key', 'ac_live_wrong'],
    ['a key that is nearly right', 'nearly'],
  ])('refuses %s with 401 and no detail', async (_, token) => {
    const wrong = token === 'nearly' ? `${registry.adminToken.slice(0, -1)}~` : token;
    const answer = await registry.ask(WHO, { token: wrong });
    expect(answer).toEqual({
      status: 401,
      errors: [{ message: 'not signed in', extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }],
    });
  });

  it('refuses introspection and nonsense without a key too', async () => {
    expect((await registry.ask('{ __schema { types { name } } }', { token: '' })).status).toBe(401);
    const unread = await fetch(registry.url('/graphql'), { method: 'POST', body: '{"query":' });
    expect(unread.status).toBe(401);
  });

  it.each(['/%67raphql', '/graphql/', '//graphql', '/GraphQL', '/graphql?x=/public', '/./graphql'])(
    'has no other spelling of the path that needs no key: %s',
    async (path) => {
      const response = await fetch(`${registry.url('')}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
      });
      expect([401, 404]).toContain(response.status);
      expect(await response.text()).not.toContain('queryType');
    },
  );

  it('lets the first admin key act in default, or in the workspace that its header names', async () => {
    const own = { name: 'bootstrap', role: 'ADMIN', isOfInstallation: true };
    expect(await registry.data(WHO)).toEqual({ viewer: { ...own, workspace: { id: 'default' } } });
    expect(await registry.data(WHO, { workspace: 'acme' })).toEqual({ viewer: { ...own, workspace: { id: 'acme' } } });
  });

  it.each(['nobody', 'ACME', '*', "' or 1=1"])(
    'names the header when it names an unknown workspace: %s',
    async (workspace) => {
      const answer = await registry.ask(WHO, { workspace });
      expect(answer.errors?.[0]).toMatchObject({
        extensions: { code: 'NOT_FOUND' },
        message: expect.stringContaining('Aftercall-Workspace'),
      });
    },
  );

  it('holds a key of a workspace to that workspace', async () => {
    const { token } = await makeKey('crm', 'EDITOR');
    expect(await registry.data(WHO, { token })).toEqual({
      viewer: { name: 'crm', role: 'EDITOR', isOfInstallation: false, workspace: { id: 'acme' } },
    });
    expect((await registry.data(WHO, { token, workspace: 'acme' })).viewer.workspace.id).toBe('acme');
    expect((await registry.ask(WHO, { token, workspace: 'default' })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await registry.data('{ workspaces { nodes { id } } }', { token })).workspaces.nodes).toEqual([
      { id: 'acme' },
    ]);
  });

  it('shows a token once, and keeps only its hash', async () => {
    const { id, token } = await makeKey('hashed', 'VIEWER');
    expect(token).toMatch(/^ac_live_[A-Za-z0-9_-]{43}$/);
    const { apiKeys } = await registry.data('{ apiKeys(first: 100) { nodes { id prefix } } }', { workspace: 'acme' });
    expect(apiKeys.nodes).toContainEqual({ id, prefix: token.slice(0, 12) });
    expect(JSON.stringify(apiKeys)).not.toContain(token);
    expect(JSON.stringify(registry.logLines)).not.toContain(token);
  });

  it('lets a revoked key in no more', async () => {
    const { id, token } = await makeKey('revoked', 'VIEWER');
    expect((await registry.ask(WHO, { token })).status).toBe(200);
    const revoke =
      'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { revokedAt } userErrors { code } } }';
    const { revokeApiKey } = await registry.data(revoke, { workspace: 'acme', variables: { id } });
    expect(revokeApiKey).toEqual({ apiKey: { revokedAt: expect.any(String) }, userErrors: [] });
    expect((await registry.ask(WHO, { token })).status).toBe(401);
    await makeKey('revoked', 'VIEWER');
  });

  it('lets a revoked key in at no replica, from the answer on', async () => {
    const { id, token } = await makeKey('known everywhere', 'VIEWER');
    const others = [await registry.startReplica(), await registry.startReplica()];
    const isLetIn = (replica?: Registry) => registry.ask(WHO, { token }, replica).then(({ status }) => status === 200);
    const everywhere = () => Promise.all([isLetIn(), ...others.map(isLetIn)]);
    const over = new AbortController();
    const busy = (async () => {
      while (!over.signal.aborted) await everywhere();
    })();
    expect(await everywhere()).toEqual([true, true, true]);
    const revoke = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }';
    await registry.data(revoke, { workspace: 'acme', variables: { id } });
    expect(await everywhere()).toEqual([false, false, false]);
    over.abort();
    await busy;
  });

  it('lets an expired key in no more, and makes none that is expired', async () => {
    const past = { name: 'past', role: 'VIEWER', expiresAt: '2020-01-01T00:00:00Z' };
    const { createApiKey } = await registry.data(CREATE_KEY, { workspace: 'acme', variables: past });
    expect(createApiKey).toMatchObject({
      apiKey: null,
      token: null,
      userErrors: [{ code: 'INVALID', path: ['input', 'expiresAt'] }],
    });
    const soon = { name: 'soon', role: 'VIEWER', expiresAt: new Date(Date.now() + 700).toISOString() };
    const { token } = (await registry.data(CREATE_KEY, { workspace: 'acme', variables: soon })).createApiKey;
    expect((await registry.ask(WHO, { token })).status).toBe(200);
    await until(async () => (await registry.ask(WHO, { token })).status === 401, {
      deadlineMs: 5000,
      what: 'the key to expire',
    });
  });

  it('refuses what a role may not do: a mutation in its userErrors, a query in errors', async () => {
    const viewer = (await makeKey('viewer', 'VIEWER')).token;
    const refusal = await registry.data(
      'mutation { createAction(input: { name: "No" }) { action { id } userErrors { code message path } } }',
      { token: viewer },
    );
    expect(refusal.createAction).toEqual({
      action: null,
      userErrors: [{ code: 'FORBIDDEN', message: expect.stringContaining('editor'), path: null }],
    });
    expect((await registry.ask('{ apiKeys { nodes { id } } }', { token: viewer })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await registry.data('{ actions { nodes { name } } }', { token: viewer })).actions.nodes).toEqual([]);
  });

  it('lets only a key of the installation make workspaces', async () => {
    const admin = (await makeKey('admin', 'ADMIN')).token;
    const create =
      'mutation { createWorkspace(input: { id: "mine", name: "Mine" }) { workspace { id } userErrors { code } } }';
    expect((await registry.data(create, { token: admin })).createWorkspace).toEqual({
      workspace: null,
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    expect((await registry.data(create)).createWorkspace).toEqual({ workspace: { id: 'mine' }, userErrors: [] });
  });

  it('lets a sender ask nothing', async () => {
    const { token } = await makeKey('sender', 'SENDER');
    expect((await registry.ask(WHO, { token })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await registry.ask('{ runs { nodes { id } } }', { token })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('replaces the bootstrap key at a start with another one, and says so', async () => {
    const next = `ac_live_${'n'.repeat(43)}`;
    await registry.startReplica();
    expect((await registry.ask(WHO)).status).toBe(200);
    await registry.startReplica({ BOOTSTRAP_ADMIN_KEY: next });
    expect((await registry.ask(WHO)).status).toBe(401);
    expect((await registry.ask(WHO, { token: next })).status).toBe(200);
    expect(registry.logLines.map((line) => line['msg'])).toContainEqual(
      expect.stringContaining('former bootstrap admin key was revoked'),
    );
    await registry.startReplica();
    expect((await registry.ask(WHO)).status).toBe(200);
    expect((await registry.ask(WHO, { token: next })).status).toBe(401);
  });
});
