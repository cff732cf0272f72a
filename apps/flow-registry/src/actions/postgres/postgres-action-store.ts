import { In, type EntityManager } from 'typeorm';
import { pageOf, withTotal, type Page, type PageRequest } from '../../paging/page.ts';
import type { Outcome } from '../../problems/problem.ts';
import { readPage } from '../../plumbing/postgres/page-query.ts';
import { isDuplicate } from '../../plumbing/postgres/postgres-errors.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { actionEntry, concernsExecutors } from '../../published/published-entry.ts';
import type { ActionFilter, ActionStore, ActionWithFlows, ListedAction, VersionKey } from '../action-store.ts';
import type { ActionVersion, Decision, PostCallAction, VersionHead } from '../post-call-action.ts';
import { actionOf, actionRow, versionHeadOf, versionOf, versionRow } from './action-mapping.ts';
import { selectVersions, selectVersionsOf, selectWithLive, versionHeadsOf } from './action-queries.ts';
import { ActionRow } from './action-row.ts';
import { ActionVersionRow } from './action-version-row.ts';
import { escapeLike, listedOf, selectCount, selectListed, selectPage, type ListedActionRow } from './listed-actions.ts';

const NAME_INDEX = 'action_name';
const MAX_MENTIONING = 1000;

/** {@link ActionStore} in `registry.action` and `registry.action_version`. */
export class PostgresActionStore implements ActionStore {
  constructor(private readonly transactions: WorkspaceTransactions) {}

  async add(workspace: string, action: PostCallAction): Promise<{ revision: number } | 'name-taken'> {
    return unlessNameTaken(() =>
      this.transactions.inWorkspace(workspace, async (manager) => {
        await manager.insert(ActionRow, actionRow(workspace, action));
        return { revision: await publishEntries(manager, [actionEntry(workspace, action, undefined)]) };
      }),
    );
  }

  async change<T>(
    workspace: string,
    id: string,
    decide: (action: PostCallAction) => Decision<T>,
  ): Promise<Outcome<T> | 'not-found' | 'name-taken'> {
    return unlessNameTaken(() =>
      this.transactions.inWorkspace(workspace, async (manager) => {
        const row = await manager.findOne(ActionRow, { where: { workspace, id }, lock: { mode: 'pessimistic_write' } });
        if (row === null) return 'not-found';
        const before = actionOf(row);
        const { outcome, keep } = decide(before);
        if (keep === undefined || !outcome.ok) return outcome;
        const revision = await keepChange(manager, workspace, { before, ...keep });
        return revision === undefined ? outcome : { ...outcome, revision };
      }),
    );
  }

  async findMany(workspace: string, ids: readonly string[]): Promise<readonly PostCallAction[]> {
    if (ids.length === 0) return [];
    const rows = await this.transactions.readInWorkspace(workspace, (manager) =>
      manager.findBy(ActionRow, { workspace, id: In([...ids]) }),
    );
    return rows.map(actionOf);
  }

  async findHeads(workspace: string, ids: readonly string[]): Promise<readonly ListedAction[]> {
    if (ids.length === 0) return [];
    const { text, parameters } = selectListed(ids);
    const rows = await this.transactions.selectInWorkspace<ListedActionRow>(workspace, text, parameters);
    return rows.map(listedOf);
  }

  async list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<ListedAction>> {
    const { text, parameters } = selectPage(filter, request);
    const rows = await this.transactions.selectInWorkspace<ListedActionRow>(workspace, text, parameters);
    const page = pageOf(rows.map(listedOf), request.first);
    return withTotal(page, request, () => this.count(workspace, filter));
  }

  async findMentioning(workspace: string, texts: readonly string[]): Promise<readonly ActionWithFlows[]> {
    const patterns = texts.map((text) => `%${escapeLike(JSON.stringify(text).slice(1, -1))}%`);
    const isMentioned = ['row.draftFlow', 'live.flow'].map((flow) => `cast(${flow} as text) like any(:patterns)`);
    const rows = await this.transactions.readInWorkspace(workspace, (manager) =>
      selectWithLive(manager, workspace)
        .andWhere(`(${isMentioned.join(' or ')})`, { patterns })
        .orderBy('row.name')
        .limit(MAX_MENTIONING)
        .getMany(),
    );
    return rows.map((row) => ({ action: actionOf(row), live: row.live == null ? undefined : versionOf(row.live) }));
  }

  private async count(workspace: string, filter: ActionFilter): Promise<number> {
    const { text, parameters } = selectCount(filter);
    const [row] = await this.transactions.selectInWorkspace<{ total: number }>(workspace, text, parameters);
    return row?.total ?? 0;
  }

  async findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]> {
    if (keys.length === 0) return [];
    const rows = await this.transactions.readInWorkspace(workspace, (manager) =>
      selectVersions(manager, workspace, keys).getMany(),
    );
    return rows.map(versionOf);
  }

  async findVersionHeads(workspace: string, keys: readonly VersionKey[]): Promise<readonly VersionHead[]> {
    if (keys.length === 0) return [];
    const rows = await this.transactions.readInWorkspace(workspace, (manager) =>
      versionHeadsOf(selectVersions(manager, workspace, keys)).getMany(),
    );
    return rows.map(versionHeadOf);
  }

  async listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<VersionHead>> {
    const page = await this.transactions.readInWorkspace(workspace, (manager) =>
      readPage(
        versionHeadsOf(selectVersionsOf(manager, workspace, actionId)),
        { at: 'row.publishedAt', id: 'row.number' },
        request,
      ),
    );
    return { ...page, rows: page.rows.map(versionHeadOf) };
  }
}

async function keepChange(
  manager: EntityManager,
  workspace: string,
  change: { before: PostCallAction; action: PostCallAction; newVersion?: ActionVersion },
): Promise<number | undefined> {
  const { before, action, newVersion } = change;
  await manager.update(ActionRow, { workspace, id: action.id }, actionRow(workspace, action));
  if (newVersion !== undefined) await manager.insert(ActionVersionRow, versionRow(workspace, newVersion));
  if (!concernsExecutors(before, action)) return undefined;
  const live = newVersion?.number === action.liveVersion ? newVersion : await readLive(manager, workspace, action);
  return publishEntries(manager, [actionEntry(workspace, action, live)]);
}

async function readLive(
  manager: EntityManager,
  workspace: string,
  action: PostCallAction,
): Promise<ActionVersion | undefined> {
  if (action.liveVersion === null) return undefined;
  return versionOf(
    await manager.findOneByOrFail(ActionVersionRow, { workspace, actionId: action.id, number: action.liveVersion }),
  );
}

async function unlessNameTaken<T>(work: () => Promise<T>): Promise<T | 'name-taken'> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicate(error, NAME_INDEX)) return 'name-taken';
    throw error;
  }
}
