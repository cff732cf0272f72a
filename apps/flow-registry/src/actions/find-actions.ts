import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable, isUuid } from '../problems/text-rules.ts';
import type { ActionFilter, ActionStore, VersionKey } from './action-store.ts';
import type { ActionVersion, PostCallAction } from './post-call-action.ts';

/** Reads actions and versions. Whatever cannot be an id of anything finds nothing. */
export class FindActions {
  constructor(private readonly actions: ActionStore) {}

  async findMany(workspace: string, ids: readonly string[]): Promise<readonly PostCallAction[]> {
    const known = ids.filter(isUuid);
    return known.length === 0 ? [] : this.actions.findMany(workspace, known);
  }

  async list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<PostCallAction>> {
    if (!isPossible(filter)) return { rows: [], hasMore: false };
    return this.actions.list(workspace, filter, request);
  }

  async count(workspace: string, filter: ActionFilter): Promise<number> {
    return isPossible(filter) ? this.actions.count(workspace, filter) : 0;
  }

  async findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]> {
    const known = keys.filter((key) => isUuid(key.actionId));
    return known.length === 0 ? [] : this.actions.findVersions(workspace, known);
  }

  listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<ActionVersion>> {
    return this.actions.listVersions(workspace, actionId, request);
  }
}

function isPossible({ agentId = '', search = '' }: ActionFilter): boolean {
  return isStorable(agentId) && isStorable(search);
}
