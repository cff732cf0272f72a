import type { Clock } from '@aftercall/service-runtime';
import { isUuid } from '../problems/text-rules.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { Caller } from './caller.ts';
import { KEY_TRUST_MS } from './trusted-keys.ts';

/** Revokes a key of the caller's workspace: answered when no replica takes it any more, and executors' doors neither, or after 2 s. */
export class RevokeApiKey {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly liveOn: LiveOn,
    private readonly clock: Clock,
  ) {}

  async revoke(caller: Caller, id: string): Promise<Outcome<ApiKey>> {
    const revoked = isUuid(id) ? await this.keys.revoke(caller.workspace, id, this.clock.now()) : 'not-found';
    if (revoked === 'not-found')
      return refused(problem('NOT_FOUND', ['input', 'id'], 'no such API key in this workspace'));
    const { key, revision } = revoked;
    const outcome = { ok: true as const, value: key, ...(revision === undefined ? {} : { revision }) };
    const [settled] = await Promise.all([this.liveOn.settled(outcome), this.clock.sleep(KEY_TRUST_MS)]);
    return settled;
  }
}
