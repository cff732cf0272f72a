import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest } from '../../paging/page.ts';
import type { Outcome } from '../../problems/problem.ts';
import { readPage } from '../../plumbing/postgres/page-query.ts';
import { isDuplicate } from '../../plumbing/postgres/postgres-errors.ts';
import type { WorkspaceTransactions } from '../../plumbing/postgres/workspace-transactions.ts';
import { publishEntries } from '../../published/postgres/publish-entries.ts';
import { actionEntry, concernsExecutors } from '../../published/published-entry.ts';
import type { ActionFilter, ActionStore, ActionWithFlows, VersionKey } from '../action-store.ts';
import type { ActionStatus, ActionVersion, Decision, PostCallAction } from '../post-call-action.ts';
import { actionOf, actionRow, versionOf, versionRow } from './action-mapping.ts';
import { ActionRow } from './action-row.ts';
import { ActionVersionRow } from './action-version-row.ts';

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
    const rows = await this.transactions.inWorkspace(workspace, (manager) =>
      manager.findBy(ActionRow, { workspace, id: In([...ids]) }),
    );
    return rows.map(actionOf);
  }

  async list(workspace: string, filter: ActionFilter, request: PageRequest): Promise<Page<PostCallAction>> {
    const page = await this.transactions.inWorkspace(workspace, (manager) =>
      readPage(queryOf(manager, workspace, filter), { at: 'row.createdAt', id: 'row.id' }, request),
    );
    return { ...page, rows: page.rows.map(actionOf) };
  }

  count(workspace: string, filter: ActionFilter): Promise<number> {
    return this.transactions.inWorkspace(workspace, (manager) => queryOf(manager, workspace, filter).getCount());
  }

  async findMentioning(workspace: string, texts: readonly string[]): Promise<readonly ActionWithFlows[]> {
    const patterns = texts.map((text) => `%${escapeLike(JSON.stringify(text).slice(1, -1))}%`);
    const rows = await this.transactions.inWorkspace(workspace, (manager) =>
      queryOf(manager, workspace, {})
        .leftJoinAndMapOne(
          'row.live',
          ActionVersionRow,
          'live',
          'live.actionId = row.id and live.number = row.liveVersion',
        )
        .andWhere('(cast(row.draftFlow as text) like any(:patterns) or cast(live.flow as text) like any(:patterns))', {
          patterns,
        })
        .orderBy('row.name')
        .limit(MAX_MENTIONING)
        .getMany(),
    );
    return rows.map((row: ActionRow & { live?: ActionVersionRow | null }) => ({
      action: actionOf(row),
      live: row.live == null ? undefined : versionOf(row.live),
    }));
  }

  async findVersions(workspace: string, keys: readonly VersionKey[]): Promise<readonly ActionVersion[]> {
    if (keys.length === 0) return [];
    const rows = await this.transactions.inWorkspace(workspace, (manager) =>
      manager
        .createQueryBuilder(ActionVersionRow, 'row')
        .where('row.workspace = :workspace', { workspace })
        .andWhere(
          '(row.actionId, row.number) in (select * from unnest(cast(:actionIds as uuid[]), cast(:numbers as integer[])))',
          {
            actionIds: keys.map((key) => key.actionId),
            numbers: keys.map((key) => key.number),
          },
        )
        .getMany(),
    );
    return rows.map(versionOf);
  }

  async listVersions(workspace: string, actionId: string, request: PageRequest): Promise<Page<ActionVersion>> {
    const page = await this.transactions.inWorkspace(workspace, (manager) =>
      readPage(
        manager
          .createQueryBuilder(ActionVersionRow, 'row')
          .where('row.workspace = :workspace and row.actionId = :actionId', { workspace, actionId }),
        { at: 'row.publishedAt', id: 'row.number' },
        request,
      ),
    );
    return { ...page, rows: page.rows.map(versionOf) };
  }
}

function queryOf(manager: EntityManager, workspace: string, filter: ActionFilter): SelectQueryBuilder<ActionRow> {
  const { agentId, search } = filter;
  const query = manager.createQueryBuilder(ActionRow, 'row').where('row.workspace = :workspace', { workspace });
  if (agentId !== undefined) query.andWhere('row.agentIds @> array[:agentId]', { agentId });
  if (filter.status === undefined && filter.includeArchived !== true) query.andWhere('row.archivedAt is null');
  if (filter.status !== undefined) query.andWhere(`(${filter.status.map(ofStatus).join(' or ') || 'false'})`);
  if (search !== undefined) {
    const pattern = `%${escapeLike(search)}%`;
    query.andWhere('(row.name ilike :pattern or row.description ilike :pattern)', { pattern });
  }
  return query;
}

/** `statusOf` as a condition. */
function ofStatus(status: ActionStatus): string {
  const conditions: Record<ActionStatus, string> = {
    ARCHIVED: 'row.archivedAt is not null',
    NOT_PUBLISHED: '(row.archivedAt is null and row.liveVersion is null)',
    LIVE: '(row.archivedAt is null and row.liveVersion is not null and row.isEnabled)',
    PAUSED: '(row.archivedAt is null and row.liveVersion is not null and not row.isEnabled)',
  };
  return conditions[status];
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
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
