import type { LiveOn } from '../published/live-on.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import { findApiKeyProblems, hashOf, newToken, prefixOf, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { Caller } from './caller.ts';
import type { Role } from './roles.ts';

export interface NewApiKey {
  name: string;
  role: Role;
  expiresAt: Date | null;
}

/** Makes a key of the caller's workspace. The token is in this answer and nowhere else. */
export class CreateApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly liveOn: LiveOn,
    private readonly made: { now: () => Date; newId: () => string },
  ) {}

  async create(caller: Caller, input: NewApiKey): Promise<Outcome<{ key: ApiKey; token: string }>> {
    const now = this.made.now();
    const problems = findApiKeyProblems(input, now);
    if (problems.length > 0) return refused(...problems);
    const token = newToken();
    const key = {
      id: this.made.newId(),
      workspace: caller.workspace,
      name: input.name.trim(),
      role: input.role,
      prefix: prefixOf(token),
      tokenHash: hashOf(token),
      isBootstrap: false,
      createdAt: now,
      createdBy: caller.name,
      expiresAt: input.expiresAt,
      revokedAt: null,
    };
    const added = await this.keys.add(key);
    if (added === 'name-taken') {
      return refused(
        problem(
          'NAME_TAKEN',
          ['input', 'name'],
          `an API key named ${key.name} exists: choose another name or revoke it`,
        ),
      );
    }
    return this.liveOn.settled({ ok: true, value: { key, token }, revision: added.revision });
  }
}
