import type { Page, PageRequest } from '../paging/page.ts';
import { isStorable, isUuid } from '../problems/text-rules.ts';
import type { ActionFilter, ActionStore, ListedAction, VersionKey } from './action-store.ts';
import type { ActionVersion, PostCallAction, VersionHead } from './post-call-action.ts';

/** Reads actions and versions. Whatever cannot be an id of anything finds nothing. */
export class FindActions {
  constructor(private readonly actions: ActionStore) {}

  async findMany(workspace: string, ids: readonly string[]): Promise<readonly PostCallAction[]> {
    const known = ids.filter(isUuid);
    return known.length === 0 ? [] : this.actions.findMany(workspace, known);
  }

  async findHeads(workspace: string, ids: readonly string[]): Promise<readonly ListedAction[]> {
    const known = ids.filter(isUuid);
    return known.length === 0 ? [] : this.actions.findHeads(workspace, known);
  }

  async list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<ListedAction>> {
    if (!isPossible(filter)) return { rows: [], hasMore: false, total: 0 };
    return this.actions.list(workspace, filter, request);
  }

  async findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]> {
    const known = keys.filter((key) => isUuid(key.actionId));
    return known.length === 0 ? [] : this.actions.findVersions(workspace, known);
  }

  async findVersionHeads(workspace: string, keys: readonly VersionKey[]): Promise<readonly VersionHead[]> {
    const known = keys.filter((key) => isUuid(key.actionId));
    return known.length === 0 ? [] : this.actions.findVersionHeads(workspace, known);
  }

  listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<VersionHead>> {
    return this.actions.listVersions(workspace, actionId, request);
  }
}

function isPossible({ agentId = '', search = '' }: ActionFilter): boolean {
  return isStorable(agentId) && isStorable(search);
}
