import type { ApiKey } from './api-key.ts';
import type { Role } from './roles.ts';

/** Who asks, for which workspace, with which role: a plain value, an argument of every use case that needs it. */
export interface Caller {
  workspace: string;
  /** For people: the key's name. */
  name: string;
  role: Role;
  /** A key of the installation may make workspaces and name the one it acts in. */
  isOfInstallation: boolean;
}

/** Who acts with this key, in the workspace that was chosen. */
export function callerOf(key: ApiKey, workspace: string): Caller {
  return { workspace, name: key.name, role: key.role, isOfInstallation: key.workspace === null };
}
