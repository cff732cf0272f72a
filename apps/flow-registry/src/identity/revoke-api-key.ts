import { isUuid } from '../problems/text-rules.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { Caller } from './caller.ts';

/** Revokes a key of the caller's workspace: answered when the executors' door refuses it too, or after 2 s. */
export class RevokeApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  async revoke(caller: Caller, id: string): Promise<Outcome<ApiKey>> {
    const revoked = isUuid(id) ? await this.keys.revoke(caller.workspace, id, this.now()) : 'not-found';
    if (revoked === 'not-found')
      return refused(problem('NOT_FOUND', ['input', 'id'], 'no such API key in this workspace'));
    const { key, revision } = revoked;
    return this.liveOn.settled({ ok: true, value: key, ...(revision === undefined ? {} : { revision }) });
  }
}
