import type { Clock, Logger } from '@aftercall/service-runtime';
import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import { DEFAULT_WORKSPACE } from '../workspaces/workspace.ts';
import { hashOf, prefixOf } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import { KEY_TRUST_MS } from './trusted-keys.ts';

/**
 * At start: the workspace `default` exists, and BOOTSTRAP_ADMIN_KEY opens the installation. Starting again with the same
 * key changes nothing; another value replaces the former bootstrap key, so that a leaked one is shut out by a restart.
 */
export class EnsureFirstAccess {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly keys: ApiKeyStore,
    private readonly log: Logger,
    private readonly made: { clock: Clock; newId: () => string },
  ) {}

  async ensure(bootstrapToken: string | undefined): Promise<void> {
    const now = this.made.clock.now();
    await this.workspaces.add({ id: DEFAULT_WORKSPACE, name: 'Default', createdAt: now });
    if (bootstrapToken === undefined) return;
    const { added, revokedCount } = await this.keys.keepBootstrapKey({
      id: this.made.newId(),
      workspace: null,
      name: 'bootstrap',
      role: 'ADMIN',
      prefix: prefixOf(bootstrapToken),
      tokenHash: hashOf(bootstrapToken),
      isBootstrap: true,
      createdAt: now,
      createdBy: 'start',
      expiresAt: null,
      revokedAt: null,
    });
    if (added) this.log.info({ prefix: prefixOf(bootstrapToken) }, 'the bootstrap admin key is in force');
    if (revokedCount === 0) return;
    await this.made.clock.sleep(KEY_TRUST_MS);
    this.log.warn({ revokedCount }, 'the former bootstrap admin key was revoked: BOOTSTRAP_ADMIN_KEY has changed');
  }
}
