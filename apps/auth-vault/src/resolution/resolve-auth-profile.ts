import type { ServiceCaller } from '@aftercall/service-runtime';
import type { UsableCredential } from '@aftercall/wire-format';
import { accessOf } from '../access/access-rules.ts';
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts';
import {
  contentsOf,
  isAuthProfileName,
  sealBinding,
  type AuthProfileProblem,
  type SealedAuthProfile,
} from '../auth-profiles/auth-profile.ts';
import type { AuthProfileStore } from '../auth-profiles/auth-profile-store.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { readResolveRequest, type ResolveRequest } from './read-resolve-request.ts';
import { usableCredential } from './usable-credential.ts';

export type ResolveOutcome =
  | { readonly kind: 'released'; readonly credential: UsableCredential }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'invalid'; readonly problems: readonly AuthProfileProblem[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'origin-not-allowed' };

/** An audit entry that waits for its outcome. */
type Noted = Omit<AuditEntry, 'outcome'>;

const auditedAs = {
  released: 'RELEASED',
  forbidden: 'FORBIDDEN',
  invalid: 'INVALID',
  'not-found': 'NOT_FOUND',
  revoked: 'REVOKED',
  'origin-not-allowed': 'ORIGIN_NOT_ALLOWED',
} as const satisfies Record<ResolveOutcome['kind'], AuditEntry['outcome']>;

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

  async resolve(caller: ServiceCaller, body: unknown, requestId: string): Promise<ResolveOutcome> {
    const { service, workspace } = caller;
    const noted: Noted = { workspace, service, action: 'OPEN', requestId };
    const reading = readResolveRequest(body);
    const about: Noted = reading.ok ? { ...noted, ...notable(reading.value) } : noted;
    const access = accessOf(caller, 'OPEN');
    if (!access.isAllowed) return this.end(about, { kind: 'forbidden' });
    if (!reading.ok) return this.end(about, { kind: 'invalid', problems: reading.problems });
    const { name, origin } = reading.value;
    const profile = isAuthProfileName(name) ? await this.parts.profiles.findByName(access.workspace, name) : undefined;
    if (!profile) return this.end(about, { kind: 'not-found' });
    return this.release(profile, origin, { ...about, workspace: access.workspace });
  }

  private async release(
    profile: SealedAuthProfile,
    origin: string,
    noted: Noted & { workspace: string },
  ): Promise<ResolveOutcome> {
    const about = { ...noted, profileId: profile.id, version: profile.version };
    if (profile.health === 'REVOKED') return this.end(about, { kind: 'revoked' });
    if (!profile.origins.includes(origin)) return this.end(about, { kind: 'origin-not-allowed' });
    const contents = contentsOf(profile, await this.open(profile, about));
    const expiresAt = new Date(this.parts.now().getTime() + this.parts.credentialLifetimeMs);
    return this.end(about, { kind: 'released', credential: usableCredential(profile, contents, expiresAt) });
  }

  private async open(profile: SealedAuthProfile, about: Noted & { workspace: string }): Promise<string> {
    try {
      return await this.parts.sealer.open(sealBinding(about.workspace, profile), profile.sealed);
    } catch (error) {
      await this.parts.audit.append({ ...about, outcome: 'FAILED' });
      throw error;
    }
  }

  private async end(about: Noted, outcome: ResolveOutcome): Promise<ResolveOutcome> {
    await this.parts.audit.append({ ...about, outcome: auditedAs[outcome.kind] });
    return outcome;
  }
}

/** Only a text that can be a profile's name is noted as one. */
function notable({ name, origin, runId }: ResolveRequest): Partial<AuditEntry> {
  return { profileName: isAuthProfileName(name) ? name : undefined, origin, runId };
}
