import { pageOfAll, type Page, type PageRequest } from '../../paging/page.ts';
import type { Outcome } from '../../problems/problem.ts';
import { actionEntry, concernsExecutors } from '../../published/published-entry.ts';
import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import type { ActionFilter, ActionStore, ActionWithFlows, ListedAction, VersionKey } from '../action-store.ts';
import {
  actionStatuses,
  statusOf,
  type ActionVersion,
  type Decision,
  type PostCallAction,
  type VersionHead,
} from '../post-call-action.ts';

interface Kept {
  workspace: string;
  action: PostCallAction;
  versions: ActionVersion[];
}

/** {@link ActionStore} in an array. */
export class MemoryActionStore implements ActionStore {
  private kept: Kept[] = [];

  constructor(private readonly feed = new MemoryFeed()) {}

  add(workspace: string, action: PostCallAction): Promise<{ revision: number } | 'name-taken'> {
    if (this.isTaken(workspace, action)) return Promise.resolve('name-taken');
    this.kept.push({ workspace, action, versions: [] });
    return Promise.resolve({ revision: this.feed.publish(actionEntry(workspace, action, undefined)) });
  }

  change<T>(
    workspace: string,
    id: string,
    decide: (action: PostCallAction) => Decision<T>,
  ): Promise<Outcome<T> | 'not-found' | 'name-taken'> {
    const kept = this.find(workspace, id);
    if (kept === undefined) return Promise.resolve('not-found');
    const { outcome, keep } = decide(kept.action);
    if (keep === undefined || !outcome.ok) return Promise.resolve(outcome);
    if (this.isTaken(workspace, keep.action)) return Promise.resolve('name-taken');
    const isNews = concernsExecutors(kept.action, keep.action);
    kept.action = keep.action;
    if (keep.newVersion !== undefined) kept.versions.push(keep.newVersion);
    if (!isNews) return Promise.resolve(outcome);
    const live = kept.versions.find((version) => version.number === kept.action.liveVersion);
    return Promise.resolve({ ...outcome, revision: this.feed.publish(actionEntry(workspace, kept.action, live)) });
  }

  findMany(workspace: string, ids: readonly string[]): Promise<readonly PostCallAction[]> {
    return Promise.resolve(this.of(workspace).flatMap(({ action }) => (ids.includes(action.id) ? [action] : [])));
  }

  async findHeads(workspace: string, ids: readonly string[]): Promise<readonly ListedAction[]> {
    return (await this.findMany(workspace, ids)).map((action) => this.listed(workspace, action));
  }

  list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<ListedAction>> {
    const actions = this.fitting(workspace, filter);
    const page = pageOfAll(actions, request, (action) => ({ at: action.createdAt, id: action.id }));
    return Promise.resolve({ ...page, rows: page.rows.map((action) => this.listed(workspace, action)) });
  }

  findMentioning(workspace: string, texts: readonly string[]): Promise<readonly ActionWithFlows[]> {
    const found = this.of(workspace).flatMap(({ action, versions }): ActionWithFlows[] => {
      const live = versions.find((version) => version.number === action.liveVersion);
      const text = JSON.stringify([action.draft.flow, live?.flow]);
      const isMentioned = texts.some((one) => text.includes(JSON.stringify(one).slice(1, -1)));
      return action.archivedAt === null && isMentioned ? [{ action, live }] : [];
    });
    return Promise.resolve(found.sort((a, b) => (a.action.name < b.action.name ? -1 : 1)));
  }

  findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]> {
    const versions = this.of(workspace).flatMap((kept) => kept.versions);
    return Promise.resolve(
      versions.filter((version) =>
        keys.some((key) => key.actionId === version.actionId && key.number === version.number),
      ),
    );
  }

  async findVersionHeads(workspace: string, keys: readonly VersionKey[]): Promise<readonly VersionHead[]> {
    return (await this.findVersions(workspace, keys)).map(withoutFlow);
  }

  listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<VersionHead>> {
    const versions = (this.find(workspace, actionId)?.versions ?? []).map(withoutFlow);
    return Promise.resolve(
      pageOfAll(versions, request, (version) => ({ at: version.publishedAt, id: `${version.number}` })),
    );
  }

  private listed(workspace: string, action: PostCallAction): ListedAction {
    const live = this.find(workspace, action.id)?.versions.find(({ number }) => number === action.liveVersion);
    return { action: { ...action, draft: withoutFlow(action.draft) }, live: live && withoutFlow(live) };
  }

  private fitting(workspace: string, filter: ActionFilter): PostCallAction[] {
    const sought = filter.search?.toLowerCase() ?? '';
    const statuses = filter.status ?? actionStatuses.filter((one) => one !== 'ARCHIVED' || filter.includeArchived);
    return this.of(workspace)
      .map(({ action }) => action)
      .filter((action) => statuses.includes(statusOf(action)))
      .filter((action) => filter.agentId === undefined || action.agentIds.includes(filter.agentId))
      .filter(({ name, description }) => [name, description].some((text) => text.toLowerCase().includes(sought)));
  }

  private of(workspace: string): Kept[] {
    return this.kept.filter((one) => one.workspace === workspace);
  }

  private find(workspace: string, id: string): Kept | undefined {
    return this.of(workspace).find((one) => one.action.id === id);
  }

  private isTaken(workspace: string, action: PostCallAction): boolean {
    if (action.archivedAt !== null) return false;
    const name = action.name.toLowerCase();
    return this.of(workspace).some(
      (other) =>
        other.action.id !== action.id && other.action.archivedAt === null && other.action.name.toLowerCase() === name,
    );
  }
}

function withoutFlow<Value extends { flow: unknown }>(value: Value): Omit<Value, 'flow'> {
  const head: Omit<Value, 'flow'> & { flow?: unknown } = { ...value };
  delete head.flow;
  return head;
}
