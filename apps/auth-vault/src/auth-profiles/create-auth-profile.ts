import type { ServiceCaller } from '@aftercall/service-runtime';
import { accessOf } from '../access/access-rules.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { CheckKeyRing } from '../sealing/check-key-ring.ts';
import type { Sealer } from '../sealing/sealer.ts';
import {
  describesSameProfile,
  sealBinding,
  secretAsText,
  type AuthProfile,
  type AuthProfileProblem,
  type NewAuthProfile,
  type SealedAuthProfile,
} from './auth-profile.ts';
import type { AuthProfileStore } from './auth-profile-store.ts';
import { checkNewAuthProfile } from './check-new-auth-profile.ts';

/** `keys-unfit`: what was sealed now could not be opened later, so nothing was kept. */
export type CreateAuthProfileOutcome =
  | { readonly kind: 'created'; readonly profile: AuthProfile }
  | { readonly kind: 'refused'; readonly problems: readonly AuthProfileProblem[] }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'keys-unfit'; readonly problem: string };

const firstVersion = 1;

/** Use case of the registry: checks, seals and keeps a new profile. Asked again with the same content, it answers the same. */
export class CreateAuthProfile {
  constructor(
    private readonly parts: {
      readonly profiles: AuthProfileStore;
      readonly sealer: Sealer;
      readonly keyRing: CheckKeyRing;
      readonly audit: AuditLog;
      readonly now: () => Date;
    },
  ) {}

  async create(caller: ServiceCaller, body: unknown, requestId: string): Promise<CreateAuthProfileOutcome> {
    const noted = { workspace: caller.workspace, service: caller.service, action: 'WRITE', requestId } as const;
    const access = accessOf(caller, 'WRITE');
    if (!access.isAllowed) {
      await this.parts.audit.append({ ...noted, outcome: 'FORBIDDEN' });
      return { kind: 'forbidden' };
    }
    const reading = checkNewAuthProfile(body);
    if (!reading.ok) return { kind: 'refused', problems: reading.problems };
    const problem = await this.parts.keyRing.findProblem();
    if (problem !== undefined) return { kind: 'keys-unfit', problem };
    const outcome = await this.keep(access.workspace, reading.value);
    if (outcome.kind !== 'created') return outcome;
    const { id: profileId, name: profileName, version } = outcome.profile;
    // After a crash in between, the registry asks again with the same id, and the entry is written then.
    await this.parts.audit.append({ ...noted, outcome: 'CREATED', profileId, profileName, version });
    return outcome;
  }

  private async keep(workspace: string, asked: NewAuthProfile): Promise<CreateAuthProfileOutcome> {
    const profile = await this.sealed(workspace, asked);
    const added = await this.parts.profiles.add(workspace, profile);
    switch (added.kind) {
      case 'added':
        return { kind: 'created', profile };
      case 'name-taken':
        return refused('NAME_TAKEN', 'name', 'another auth profile of this workspace has this name; choose another');
      case 'id-known':
        if (await this.isSame(workspace, added.profile, asked)) return { kind: 'created', profile: added.profile };
        return refused('INVALID', 'id', 'belongs to an auth profile with other content; use a new id');
      default:
        return added satisfies never;
    }
  }

  private async sealed(workspace: string, { id, name, origins, contents }: NewAuthProfile): Promise<SealedAuthProfile> {
    const { kind, settings } = contents;
    const now = this.parts.now();
    const dates = { createdAt: now, updatedAt: now };
    const profile: AuthProfile = {
      id,
      name,
      kind,
      origins,
      settings,
      health: 'ACTIVE',
      version: firstVersion,
      ...dates,
    };
    const sealed = await this.parts.sealer.seal(sealBinding(workspace, profile), secretAsText(contents));
    return { ...profile, sealed };
  }

  private async isSame(workspace: string, kept: SealedAuthProfile, asked: NewAuthProfile): Promise<boolean> {
    if (!describesSameProfile(kept, asked)) return false;
    const secretText = await this.parts.sealer.open(sealBinding(workspace, kept), kept.sealed);
    return secretText === secretAsText(asked.contents);
  }
}

function refused(code: AuthProfileProblem['code'], path: string, message: string): CreateAuthProfileOutcome {
  return { kind: 'refused', problems: [{ code, path, message }] };
}
