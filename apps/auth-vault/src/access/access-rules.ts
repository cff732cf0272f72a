import type { ServiceCaller, ServiceName } from '@aftercall/service-runtime';

/** What can be asked of the vault. */
export type VaultOperation = 'WRITE' | 'DESCRIBE' | 'OPEN';

/** Who may ask what. Whoever takes over the registry can replace secrets and see that they exist, and learns none. */
const allowed: Readonly<Record<ServiceName, readonly VaultOperation[]>> = {
  registry: ['WRITE', 'DESCRIBE'],
  executor: ['OPEN'],
  vault: [],
};

/** A request is always about one workspace, the one in its token; without it nothing is allowed. */
export type Access = { readonly isAllowed: true; readonly workspace: string } | { readonly isAllowed: false };

export function accessOf({ service, workspace }: ServiceCaller, operation: VaultOperation): Access {
  if (workspace === undefined || workspace === '' || !allowed[service].includes(operation)) return { isAllowed: false };
  return { isAllowed: true, workspace };
}
