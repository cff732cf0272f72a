import type { ServiceTokenSigner } from '@aftercall/service-runtime';
import { createAuthProfileAnswer, describeAuthProfilesAnswer, type AuthProfileProblem } from '@aftercall/wire-format';
import { Agent, request } from 'undici';
import { fault } from '../../faults.ts';
import type { AuthProfile, AuthProfileDirectory, NewAuthProfile } from '../auth-profile-directory.ts';

/** A person waits for it, and sealing a secret takes milliseconds. */
const TIMEOUT_MS = 5000;
const MAX_CONNECTIONS = 4;
const PATH = '/internal/auth-profiles';

/** {@link AuthProfileDirectory} over the vault's REST: writes and describes, never opens. */
export class VaultDirectory implements AuthProfileDirectory {
  private readonly agent = new Agent({ connections: MAX_CONNECTIONS, connect: { timeout: 2000 } });

  constructor(
    private readonly vaultUrl: string,
    private readonly signer: ServiceTokenSigner,
  ) {}

  async create(
    workspace: string,
    profile: NewAuthProfile,
  ): Promise<{ profile: AuthProfile } | { problems: readonly AuthProfileProblem[] }> {
    const answer = await this.ask(workspace, { method: 'POST', body: JSON.stringify(profile), expects: [201, 422] });
    return this.read(workspace, () => createAuthProfileAnswer.parse(answer));
  }

  async all(workspace: string): Promise<readonly AuthProfile[]> {
    const answer = await this.ask(workspace, { method: 'GET', expects: [200] });
    return this.read(workspace, () => describeAuthProfilesAnswer.parse(answer).profiles);
  }

  async names(workspace: string): Promise<readonly string[]> {
    return (await this.all(workspace)).filter((profile) => profile.health === 'ACTIVE').map((profile) => profile.name);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask(
    workspace: string,
    asked: { method: 'GET' | 'POST'; body?: string; expects: readonly number[] },
  ): Promise<unknown> {
    let status: number | undefined;
    try {
      const token = await this.signer.sign({ audience: 'vault', workspace });
      const answer = await request(new URL(PATH, this.vaultUrl), {
        dispatcher: this.agent,
        method: asked.method,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
        body: asked.body ?? null,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      status = answer.statusCode;
      if (asked.expects.includes(status)) return await answer.body.json();
      await answer.body.dump();
    } catch (cause) {
      throw fault('VAULT_UNAVAILABLE', { workspace }, cause);
    }
    throw fault('VAULT_UNAVAILABLE', { workspace, status });
  }

  /** An answer of another shape is a vault of another version: as good as none, and its text is not repeated. */
  private read<T>(workspace: string, parse: () => T): T {
    try {
      return parse();
    } catch {
      throw fault('VAULT_UNAVAILABLE', { workspace, shape: 'unknown' });
    }
  }
}
