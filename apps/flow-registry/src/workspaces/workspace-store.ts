import type { Page, PageRequest } from '../paging/page.ts';
import type { Workspace } from './workspace.ts';

/**
 * Keeps workspaces. A new one also stands in the feed. Each call is one transaction.
 * @throws Fault POSTGRES_UNAVAILABLE
 */
export interface WorkspaceStore {
  add(workspace: Workspace): Promise<{ revision: number } | 'id-taken'>;
  find(id: string): Promise<Workspace | undefined>;
  /** All of the installation, newest first. */
  list(request: PageRequest): Promise<Page<Workspace>>;
}
