import type { ServiceCaller } from '@aftercall/service-runtime';
import { accessOf } from '../access/access-rules.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { AuthProfile } from './auth-profile.ts';
import type { AuthProfileStore } from './auth-profile-store.ts';

/** Holds no sealer, so it cannot say more than what may be shown. */
export type DescribeAuthProfilesOutcome =
  { readonly kind: 'described'; readonly profiles: readonly AuthProfile[] } | { readonly kind: 'forbidden' };

/** Query of the registry: all profiles of a workspace, without their secrets. Reading it is not audited, trying without right is. */
export class DescribeAuthProfiles {
  constructor(private readonly parts: { readonly profiles: AuthProfileStore; readonly audit: AuditLog }) {}

  async describe(caller: ServiceCaller, requestId: string): Promise<DescribeAuthProfilesOutcome> {
    const access = accessOf(caller, 'DESCRIBE');
    if (access.isAllowed) return { kind: 'described', profiles: await this.parts.profiles.list(access.workspace) };
    const { workspace, service } = caller;
    await this.parts.audit.append({ workspace, service, action: 'DESCRIBE', outcome: 'FORBIDDEN', requestId });
    return { kind: 'forbidden' };
  }
}
