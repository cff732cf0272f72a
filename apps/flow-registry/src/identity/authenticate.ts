import type { WorkspaceStore } from '../workspaces/workspace-store.ts';
import { DEFAULT_WORKSPACE, isWorkspaceId } from '../workspaces/workspace.ts';
import { hashOf, isUsable, type ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { Caller } from './caller.ts';

export type Authentication =
  | { kind: 'caller'; caller: Caller }
  /** Deliberately without a reason: an attacker learns nothing. */
  | { kind: 'unauthenticated' }
  | { kind: 'unknown-workspace' };

/** Headers to a caller: a Bearer token, and for keys of the installation the workspace in `Aftercall-Workspace`. */
export class Authenticate {
  constructor(
    private readonly keys: ApiKeyStore,
    private readonly workspaces: WorkspaceStore,
    private readonly now: () => Date,
  ) {}

  async authenticate(authorization: string | undefined, workspaceHeader: string | undefined): Promise<Authentication> {
    const token = /^Bearer +(\S{1,512})$/i.exec(authorization ?? '')?.[1];
    const key = token === undefined ? undefined : await this.keys.findByHash(hashOf(token));
    if (key === undefined || !isUsable(key, this.now())) return { kind: 'unauthenticated' };
    const workspace = workspaceHeader ?? key.workspace ?? DEFAULT_WORKSPACE;
    if (!(await this.mayActIn(workspace, key))) return { kind: 'unknown-workspace' };
    return {
      kind: 'caller',
      caller: { workspace, name: key.name, role: key.role, isOfInstallation: key.workspace === null },
    };
  }

  private async mayActIn(workspace: string, key: ApiKey): Promise<boolean> {
    if (key.workspace !== null) return workspace === key.workspace;
    return isWorkspaceId(workspace) && (await this.workspaces.find(workspace)) !== undefined;
  }
}
