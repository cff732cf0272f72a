import type { Caller } from '../identity/caller.ts';
import { pageOfAll, type Page, type PageRequest } from '../paging/page.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** A key of a workspace knows of no other one. */
export class FindWorkspaces {
  constructor(private readonly workspaces: WorkspaceStore) {}

  own(caller: Caller): Promise<Workspace | undefined> {
    return this.workspaces.find(caller.workspace);
  }

  async list(caller: Caller, request: PageRequest): Promise<Page<Workspace>> {
    if (caller.isOfInstallation) return this.workspaces.list(request);
    const own = await this.own(caller);
    return pageOfAll(own === undefined ? [] : [own], request, (workspace) => ({
      at: workspace.createdAt,
      id: workspace.id,
    }));
  }
}
