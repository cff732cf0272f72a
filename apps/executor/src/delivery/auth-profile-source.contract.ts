import type { UsableCredential } from '@aftercall/wire-format';
import type { AuthProfileSource } from './auth-profile-source.ts';

export interface AuthProfileSourceFixture {
  source: AuthProfileSource;
  /** Makes it known in the workspace `acme`. */
  set(name: string, profile: UsableCredential | 'revoked'): void;
  /** Nobody answers from now on. */
  goAway(): Promise<void>;
}

/** What every way to credentials promises. `credential` may be sent to `https://desk.example` only. */
export function authProfileSourceContract(
  name: string,
  credential: UsableCredential,
  start: () => Promise<AuthProfileSourceFixture>,
): void {
  describe(`auth profile source: ${name}`, () => {
    let fixture: AuthProfileSourceFixture;
    beforeAll(async () => {
      fixture = await start();
      fixture.set('desk', credential);
      fixture.set('old', 'revoked');
    });

    const question = { workspace: 'acme', name: 'desk', origin: 'https://desk.example', runId: 'r-1' };

    it('gives the credential', async () => {
      expect(await fixture.source.resolve(question)).toEqual({ kind: 'usable', credential });
    });

    it.each([
      ['AUTH_PROFILE_NOT_FOUND', { name: 'unknown' }],
      ['AUTH_PROFILE_NOT_FOUND', { workspace: 'other' }],
      ['AUTH_PROFILE_REVOKED', { name: 'old' }],
      ['ORIGIN_NOT_ALLOWED', { origin: 'https://evil.example' }],
    ])('refuses with %s for %o', async (code, change) => {
      expect(await fixture.source.resolve({ ...question, ...change })).toMatchObject({
        kind: 'refused',
        cause: { code },
      });
    });

    it('says that nobody answers, and never throws', async () => {
      await fixture.goAway();
      expect(await fixture.source.resolve({ ...question, runId: 'r-2' })).toMatchObject({
        kind: 'unavailable',
        cause: { code: 'VAULT_UNAVAILABLE' },
        retryAfterMs: expect.any(Number),
      });
    });
  });
}
