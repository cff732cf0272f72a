import type { SealedAuthProfile } from './auth-profile.ts';
import type { AuthProfileStore } from './auth-profile-store.ts';

/** A profile that a test does not care about but for what it says. */
export function aSealedProfile(overrides: Partial<SealedAuthProfile> = {}): SealedAuthProfile {
  return {
    id: crypto.randomUUID(),
    name: 'desk',
    kind: 'BEARER',
    origins: ['https://desk.example', 'http://127.0.0.1:4090'],
    settings: null,
    health: 'ACTIVE',
    version: 1,
    createdAt: new Date('2026-11-20T09:00:00.123Z'),
    updatedAt: new Date('2026-11-20T09:00:00.123Z'),
    sealed: { keyId: 'k1', wrappedKey: Buffer.from([0, 1, 255]), ciphertext: Buffer.from([2, 0, 254]) },
    ...overrides,
  };
}

/** What every store of auth profiles keeps to. `make` gives one in which nothing is kept. */
export function authProfileStoreContract(name: string, make: () => Promise<AuthProfileStore>): void {
  describe(`auth profile store contract: ${name}`, () => {
    let store: AuthProfileStore;
    beforeEach(async () => {
      store = await make();
    });

    it('gives back what it keeps', async () => {
      const settings = { pairs: [{ in: 'HEADER', name: 'X-Key' }] } as const;
      const profile = aSealedProfile({ kind: 'API_KEY', settings });
      expect(await store.add('acme', profile)).toEqual({ kind: 'added' });
      expect(await store.findByName('acme', 'desk')).toEqual(profile);
      expect(await store.findByName('acme', 'Desk')).toBeUndefined();
    });

    it('shows what is already there under an id, and keeps it', async () => {
      const profile = aSealedProfile();
      await store.add('acme', profile);
      const other = aSealedProfile({ id: profile.id, name: 'other' });
      expect(await store.add('acme', other)).toEqual({ kind: 'id-known', profile });
      expect(await store.list('acme')).toEqual([profile]);
    });

    it('keeps a name for the first who took it', async () => {
      const profile = aSealedProfile();
      await store.add('acme', profile);
      expect(await store.add('acme', aSealedProfile())).toEqual({ kind: 'name-taken' });
      expect(await store.list('acme')).toEqual([profile]);
    });

    it('keeps workspaces apart, with the same id and name in both', async () => {
      const profile = aSealedProfile();
      const twin = aSealedProfile({ id: profile.id, origins: ['https://twin.example'] });
      await store.add('acme', profile);
      expect(await store.findByName('umbrella', 'desk')).toBeUndefined();
      expect(await store.add('umbrella', twin)).toEqual({ kind: 'added' });
      expect(await store.findByName('acme', 'desk')).toEqual(profile);
      expect(await store.list('umbrella')).toEqual([twin]);
      expect(await store.list('*')).toEqual([]);
    });

    it('lists by name, by code unit', async () => {
      for (const profileName of ['b', 'a_b', 'a-b', 'B', 'a'])
        await store.add('acme', aSealedProfile({ name: profileName }));
      expect((await store.list('acme')).map((profile) => profile.name)).toEqual(['B', 'a', 'a-b', 'a_b', 'b']);
    });

    it('adds exactly one of many that come at once with one name', async () => {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.add('acme', aSealedProfile())));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
        'added',
        ...Array.from({ length: 7 }, () => 'name-taken'),
      ]);
      expect(await store.list('acme')).toHaveLength(1);
    });

    it('adds exactly one of many that come at once with one id', async () => {
      const profile = aSealedProfile();
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.add('acme', profile)));
      expect(outcomes.filter(({ kind }) => kind === 'added')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'id-known')).toHaveLength(7);
    });
  });
}
