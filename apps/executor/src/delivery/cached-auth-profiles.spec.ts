import { HandClock } from '@aftercall/dev-harness';
import type { CredentialAnswer, CredentialQuestion } from './auth-profile-source.ts';
import { CachedAuthProfiles } from './cached-auth-profiles.ts';
import { aCredential, FixedAuthProfiles } from './testing/fixed-auth-profiles.ts';

const question: CredentialQuestion = { workspace: 'acme', name: 'desk', origin: 'https://desk.example', runId: 'r-1' };

describe('CachedAuthProfiles', () => {
  let clock: HandClock;
  let vault: FixedAuthProfiles;
  let cached: CachedAuthProfiles;
  beforeEach(() => {
    clock = new HandClock();
    // The hand clock begins at 09:00:00; this credential lives five minutes.
    vault = new FixedAuthProfiles().set('desk', aCredential());
    cached = new CachedAuthProfiles(vault, clock);
  });

  it('asks once while the credential lives, and anew shortly before its end', async () => {
    await cached.resolve(question);
    await clock.advance(5 * 60_000 - 15_001);
    expect(await cached.resolve({ ...question, runId: 'r-2' })).toEqual({ kind: 'usable', credential: aCredential() });
    expect(vault.asked).toHaveLength(1);
    await clock.advance(1);
    await cached.resolve(question);
    expect(vault.asked).toHaveLength(2);
  });

  it('has one question in flight, however many ask', async () => {
    const answer = Promise.withResolvers<CredentialAnswer>();
    let askedCount = 0;
    const slow = new CachedAuthProfiles(
      {
        resolve: () => {
          askedCount += 1;
          return answer.promise;
        },
      },
      clock,
    );
    const all = Array.from({ length: 50 }, () => slow.resolve(question));
    answer.resolve({ kind: 'usable', credential: aCredential() });
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(['usable']));
    expect(askedCount).toBe(1);
  });

  it('keeps workspaces, names and origins apart', async () => {
    await cached.resolve(question);
    expect(await cached.resolve({ ...question, workspace: 'other' })).toMatchObject({ kind: 'refused' });
    expect(await cached.resolve({ ...question, origin: 'https://evil.example' })).toMatchObject({ kind: 'refused' });
    expect(vault.asked).toHaveLength(3);
  });

  it('remembers no refusal', async () => {
    expect(await cached.resolve({ ...question, name: 'new' })).toMatchObject({ kind: 'refused' });
    vault.set('new', aCredential());
    expect(await cached.resolve({ ...question, name: 'new' })).toMatchObject({ kind: 'usable' });
  });

  it('forgets a credential that a target refused', async () => {
    await cached.resolve(question);
    vault.set('desk', aCredential({ version: 2 }));
    cached.forget(question);
    expect(await cached.resolve(question)).toMatchObject({ credential: { version: 2 } });
  });

  it('serves a credential until its very end while the vault is away', async () => {
    await cached.resolve(question);
    vault.isAway = true;
    await clock.advance(5 * 60_000 - 1);
    expect(await cached.resolve(question)).toMatchObject({ kind: 'usable' });
    await clock.advance(1);
    expect(await cached.resolve(question)).toMatchObject({ kind: 'unavailable' });
  });

  it('asks an absent vault after 1, 2, 4, 8, 15 and 15 seconds, and says how long to wait meanwhile', async () => {
    vault.isAway = true;
    for (const seconds of [1, 2, 4, 8, 15, 15]) {
      expect(await cached.resolve(question)).toMatchObject({ kind: 'unavailable', retryAfterMs: seconds * 1000 });
      const askedCount = vault.asked.length;
      await clock.advance(seconds * 1000 - 100);
      expect(await cached.resolve(question)).toMatchObject({ kind: 'unavailable', retryAfterMs: 100 });
      expect(vault.asked).toHaveLength(askedCount);
      await clock.advance(100);
    }
    vault.isAway = false;
    expect(await cached.resolve(question)).toMatchObject({ kind: 'usable' });
  });

  it('does not use what was revoked in its renewal', async () => {
    await cached.resolve(question);
    await clock.advance(5 * 60_000 - 15_000);
    vault.set('desk', 'revoked');
    expect(await cached.resolve(question)).toMatchObject({ kind: 'refused' });
    vault.isAway = true;
    expect(await cached.resolve(question)).toMatchObject({ kind: 'unavailable' });
  });

  it('uses a credential that is over when it comes once, and keeps it for nobody', async () => {
    vault.set('desk', aCredential({ expiresAt: '2026-11-20T08:59:59.000Z' }));
    await cached.resolve(question);
    await cached.resolve(question);
    expect(vault.asked).toHaveLength(2);
  });
});
