import { HandClock } from '@aftercall/dev-harness';
import { NoticeBoard } from '../published/notice-board.ts';
import { MemoryWorkspaceStore } from '../workspaces/testing/memory-workspace-store.ts';
import { hashOf, newToken, prefixOf, type ApiKey } from './api-key.ts';
import { Authenticate } from './authenticate.ts';
import { MemoryApiKeyStore } from './testing/memory-api-key-store.ts';
import { MemorySessionStore } from './testing/memory-session-store.ts';
import { TrustedKeys } from './trusted-keys.ts';

const now = new Date('2026-11-20T09:00:00Z');
const unauthenticated = { kind: 'unauthenticated' };

describe('authenticating', () => {
  const token = newToken();
  const make = async (changes: Partial<ApiKey> = {}) => {
    const [keys, workspaces] = [new MemoryApiKeyStore(), new MemoryWorkspaceStore()];
    for (const id of ['default', 'acme']) await workspaces.add({ id, name: id, createdAt: now });
    const key = {
      id: 'k',
      workspace: null,
      name: 'ada',
      role: 'ADMIN',
      prefix: prefixOf(token),
      tokenHash: hashOf(token),
      isBootstrap: true,
      createdAt: now,
      createdBy: 'start',
      expiresAt: null,
      revokedAt: null,
      ...changes,
    } satisfies ApiKey;
    if (key.workspace === null) await keys.keepBootstrapKey(key);
    else await keys.add({ ...key, workspace: key.workspace });
    const sessions = new MemorySessionStore(() => undefined);
    const clock = new HandClock(now);
    const trustedKeys = new TrustedKeys(keys, new NoticeBoard(clock), clock);
    return new Authenticate({ keys, trustedKeys, sessions, workspaces }, { now: () => now, idleMs: 60_000 });
  };

  it('takes a bearer token and nothing else', async () => {
    const authenticate = await make();
    expect(await authenticate.authenticate({ authorization: `Bearer ${token}` })).toMatchObject({ kind: 'caller' });
    expect(await authenticate.authenticate({ authorization: `bearer  ${token}` })).toMatchObject({ kind: 'caller' });
    for (const header of [
      undefined,
      '',
      token,
      `Basic ${token}`,
      'Bearer',
      `Bearer ${token} x`,
      `Bearer ${token.slice(1)}`,
      `Bearer ${hashOf(token)}`,
    ]) {
      expect(await authenticate.authenticate({ authorization: header })).toEqual(unauthenticated);
    }
  });

  it('lets a key of the installation name its workspace, else act in default', async () => {
    const authenticate = await make();
    const workspaceOf = async (header: string | undefined): Promise<unknown> => {
      const result = await authenticate.authenticate({ authorization: `Bearer ${token}`, workspace: header });
      return result.kind === 'caller' ? result.caller.workspace : result.kind;
    };
    expect(await Promise.all([undefined, 'acme', 'nobody', '', '*'].map(workspaceOf))).toEqual([
      'default',
      'acme',
      'unknown-workspace',
      'unknown-workspace',
      'unknown-workspace',
    ]);
  });

  it('holds a key of a workspace to it', async () => {
    const authenticate = await make({ workspace: 'acme', role: 'EDITOR', isBootstrap: false });
    const caller = { workspace: 'acme', name: 'ada', role: 'EDITOR', isOfInstallation: false };
    const credential = { keyId: 'k', sessionId: undefined, endsAt: undefined };
    expect(await authenticate.authenticate({ authorization: `Bearer ${token}` })).toEqual({
      kind: 'caller',
      caller,
      credential,
    });
    expect(await authenticate.authenticate({ authorization: `Bearer ${token}`, workspace: 'acme' })).toEqual({
      kind: 'caller',
      caller,
      credential,
    });
    expect(await authenticate.authenticate({ authorization: `Bearer ${token}`, workspace: 'default' })).toEqual({
      kind: 'unknown-workspace',
    });
  });

  it('refuses a revoked key, and an expired one from the very instant', async () => {
    const own = { workspace: 'acme', isBootstrap: false };
    for (const changes of [{ revokedAt: now }, { expiresAt: now }, { expiresAt: new Date(0) }]) {
      expect(await (await make({ ...own, ...changes })).authenticate({ authorization: `Bearer ${token}` })).toEqual(
        unauthenticated,
      );
    }
    const later = await make({ ...own, expiresAt: new Date(now.getTime() + 1) });
    expect(await later.authenticate({ authorization: `Bearer ${token}` })).toMatchObject({ kind: 'caller' });
  });
});
