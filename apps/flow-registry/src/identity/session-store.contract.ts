import { randomUUID } from 'node:crypto';
import { hashOf, newToken, prefixOf, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { SessionStore } from './session-store.ts';
import type { Session } from './session.ts';

export interface SessionStoreUnderTest {
  store: SessionStore;
  keys: ApiKeyStore;
  close: () => Promise<void>;
}

const at = new Date(Date.UTC(2026, 10, 20, 9));
const later = (ms: number): Date => new Date(at.getTime() + ms);

/** What signing in relies on, whatever keeps the sessions. The workspace `left` exists. */
export function sessionStoreContract(name: string, make: () => Promise<SessionStoreUnderTest>): void {
  describe(`${name} as a session store`, () => {
    let parts: SessionStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());

    const addKey = async (): Promise<ApiKey> => {
      const token = newToken();
      const key = {
        id: randomUUID(),
        workspace: 'left',
        name: token,
        role: 'VIEWER' as const,
        prefix: prefixOf(token),
        tokenHash: hashOf(token),
        isBootstrap: false,
        createdAt: at,
        createdBy: 'ada',
        expiresAt: null,
        revokedAt: null,
      };
      await parts.keys.add(key);
      return key;
    };
    const aSession = (keyId: string, endsAt = later(1000)): Session => ({
      id: randomUUID(),
      tokenHash: hashOf(newToken()),
      keyId,
      openedAt: at,
      seenAt: at,
      endsAt,
    });

    it('gives a link to one of all who come with it', async () => {
      const key = await addKey();
      const link = { tokenHash: hashOf(newToken()), keyId: key.id, expiresAt: later(1000) };
      await parts.store.addLink(link, at);
      const taken = await Promise.all([1, 2, 3, 4].map(() => parts.store.takeLink(link.tokenHash, at)));
      expect(taken.filter((one) => one !== undefined)).toEqual([key]);
      expect(await parts.store.takeLink(link.tokenHash, at)).toBeUndefined();
    });

    it('gives an expired link to nobody, from the very instant', async () => {
      const key = await addKey();
      const link = { tokenHash: hashOf(newToken()), keyId: key.id, expiresAt: later(1000) };
      await parts.store.addLink(link, at);
      expect(await parts.store.takeLink(link.tokenHash, later(1000))).toBeUndefined();
      expect(await parts.store.takeLink(hashOf('another'), at)).toBeUndefined();
    });

    it('finds a session with its key as it is now', async () => {
      const key = await addKey();
      const session = aSession(key.id);
      await parts.store.add(session);
      expect(await parts.store.findByHash(session.tokenHash)).toEqual({ session, key });
      await parts.keys.revoke('left', key.id, at);
      expect(await parts.store.findByHash(session.tokenHash)).toMatchObject({ key: { revokedAt: at } });
      expect(await parts.store.findByHash(hashOf('another'))).toBeUndefined();
    });

    it('notes use, and forgets a session that was ended, twice too', async () => {
      const session = aSession((await addKey()).id);
      await parts.store.add(session);
      await parts.store.seen(session.id, later(500));
      expect(await parts.store.findByHash(session.tokenHash)).toMatchObject({ session: { seenAt: later(500) } });
      await parts.store.end(session.id);
      await parts.store.end(session.id);
      expect(await parts.store.findByHash(session.tokenHash)).toBeUndefined();
    });

    it('forgets what has ended when something new comes', async () => {
      const { id } = await addKey();
      const over = aSession(id, later(-1));
      await parts.store.add(over);
      expect(await parts.store.findByHash(over.tokenHash)).toBeDefined();
      await parts.store.add(aSession(id));
      expect(await parts.store.findByHash(over.tokenHash)).toBeUndefined();
    });
  });
}
