import type { ServiceCaller } from '@aftercall/service-runtime';
import type { ResolveAuthProfileRequest, UsableCredential } from '@aftercall/wire-format';
import { accessOf } from '../access/access-rules.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import { contentsOf, isAuthProfileName, type SealedAuthProfile } from '../auth-profiles/auth-profile.ts';
import type { AuthProfileStore } from '../auth-profiles/auth-profile-store.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { usableCredential } from './usable-credential.ts';

export type ResolveOutcome =
  | { readonly kind: 'released'; readonly credential: UsableCredential }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'origin-not-allowed' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'forbidden' };

/** `origin` in its canonical form. */
export type ResolveRequest = Required<Pick<ResolveAuthProfileRequest, 'name' | 'origin'>> & { readonly runId: string | undefined };

/**
 * Use case of executors: opens a profile for requests to one of its origins. Every try of a known service leaves an
 * audit entry before it is answered, whether something was released or not.
 */
export class ResolveAuthProfile {
  constructor(
    private readonly parts: {
      readonly profiles: AuthProfileStore;
      readonly sealer: Sealer;
      readonly audit: AuditLog;
      readonly now: () => Date;
      /** How long an executor may go on using a credential that was revoked meanwhile. */
      readonly credentialLifetimeMs: number;
    },
  ) {}

  async resolve(caller: ServiceCaller, request: ResolveRequest, requestId: string): Promise<ResolveOutcome> {
    const { name, origin, runId } = request;
    const { service, workspace } = caller;
    // Only a text that can be a name is noted as one.
    const profileName = isAuthProfileName(name) ? name : undefined;
    const noted = { workspace, service, action: 'OPEN', profileName, origin, runId, requestId } as const;
    const access = accessOf(caller, 'OPEN');
    if (!access.isAllowed) return this.refused({ ...noted, outcome: 'FORBIDDEN' }, { kind: 'forbidden' });
    const profile = profileName === undefined ? undefined : await this.parts.profiles.findByName(access.workspace, profileName);
    if (!profile) return this.refused({ ...noted, outcome: 'NOT_FOUND' }, { kind: 'not-found' });
    const about = { ...noted, profileId: profile.id, version: profile.version };
    if (profile.health === 'REVOKED') return this.refused({ ...about, outcome: 'REVOKED' }, { kind: 'revoked' });
    if (!profile.origins.includes(origin)) {
      return this.refused({ ...about, outcome: 'ORIGIN_NOT_ALLOWED' }, { kind: 'origin-not-allowed' });
    }
    return this.release(access.workspace, profile, about);
  }

  private async refused(entry: AuditEntry, outcome: ResolveOutcome): Promise<ResolveOutcome> {
    await this.parts.audit.append(entry);
    return outcome;
  }

  private async release(
    workspace: string,
    profile: SealedAuthProfile,
    about: Omit<AuditEntry, 'outcome'>,
  ): Promise<ResolveOutcome> {
    const secretText = await this.open(workspace, profile, about);
    const expiresAt = new Date(this.parts.now().getTime() + this.parts.credentialLifetimeMs);
    await this.parts.audit.append({ ...about, outcome: 'RELEASED' });
    return { kind: 'released', credential: usableCredential(profile, contentsOf(profile, secretText), expiresAt) };
  }

  private async open(
    workspace: string,
    { id, version, sealed }: SealedAuthProfile,
    about: Omit<AuditEntry, 'outcome'>,
  ): Promise<string> {
    try {
      return await this.parts.sealer.open({ workspace, profileId: id, version }, sealed);
    } catch (error) {
      await this.parts.audit.append({ ...about, outcome: 'FAILED' });
      throw error;
    }
  }
}
