import { pageOfAll, type Page, type PageRequest } from '../../paging/page.ts';
import { workspaceEntry } from '../../published/published-entry.ts';
import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import type { Workspace } from '../workspace.ts';
import type { WorkspaceStore } from '../workspace-store.ts';

/** {@link WorkspaceStore} in a map. */
export class MemoryWorkspaceStore implements WorkspaceStore {
  private readonly workspaces = new Map<string, Workspace>();

  constructor(private readonly feed = new MemoryFeed()) {}

  add(workspace: Workspace): Promise<{ revision: number } | 'id-taken'> {
    if (this.workspaces.has(workspace.id)) return Promise.resolve('id-taken');
    this.workspaces.set(workspace.id, workspace);
    return Promise.resolve({ revision: this.feed.publish(workspaceEntry(workspace)) });
  }

  find(id: string): Promise<Workspace | undefined> {
    return Promise.resolve(this.workspaces.get(id));
  }

  list(request: PageRequest): Promise<Page<Workspace>> {
    return Promise.resolve(
      pageOfAll([...this.workspaces.values()], request, (workspace) => ({ at: workspace.createdAt, id: workspace.id })),
    );
  }
}
