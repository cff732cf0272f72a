import type { UsableCredential } from '@aftercall/wire-format';
import type { AuthProfileSource, CredentialAnswer, CredentialQuestion } from '../auth-profile-source.ts';

/** A credential of the profile that the test names; a Bearer token unless it says otherwise. */
export function aCredential(overrides: Partial<UsableCredential> = {}): UsableCredential {
  return {
    profileId: '0198c2d4-0000-7000-8000-00000000000a',
    version: 1,
    headers: [['Authorization', 'Bearer s3cr3t-token']],
    query: [],
    body: [],
    origins: ['https://desk.example'],
    secrets: ['s3cr3t-token'],
    expiresAt: '2026-11-20T09:05:00.000Z',
    ...overrides,
  };
}

/** Auth profiles of one workspace, `acme`, as the vault would open them. */
export class FixedAuthProfiles implements AuthProfileSource {
  readonly asked: CredentialQuestion[] = [];
  readonly forgotten: CredentialQuestion[] = [];
  readonly #profiles = new Map<string, UsableCredential | 'revoked'>();
  isAway = false;

  set(name: string, profile: UsableCredential | 'revoked'): this {
    this.#profiles.set(name, profile);
    return this;
  }

  resolve(question: CredentialQuestion): Promise<CredentialAnswer> {
    this.asked.push(question);
    return Promise.resolve(this.#answer(question));
  }

  forget(question: CredentialQuestion): void {
    this.forgotten.push(question);
  }

  #answer({ workspace, name, origin }: CredentialQuestion): CredentialAnswer {
    if (this.isAway) {
      return { kind: 'unavailable', cause: { code: 'VAULT_UNAVAILABLE', message: 'away' }, retryAfterMs: 1_000 };
    }
    const profile = workspace === 'acme' ? this.#profiles.get(name) : undefined;
    if (profile === undefined) return refused('AUTH_PROFILE_NOT_FOUND');
    if (profile === 'revoked') return refused('AUTH_PROFILE_REVOKED');
    if (!profile.origins.includes(origin)) return refused('ORIGIN_NOT_ALLOWED');
    return { kind: 'usable', credential: profile };
  }
}

function refused(code: string): CredentialAnswer {
  return { kind: 'refused', cause: { code, message: `scripted ${code}` } };
}
