import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { ActionFilter, VersionKey } from '../action-store.ts';
import type { ActionStatus } from '../post-call-action.ts';
import { ActionRow } from './action-row.ts';
import { ActionVersionRow } from './action-version-row.ts';

type Columns<Row> = readonly (keyof Row & string)[];

/** Everything but flows, which are long: what is not selected stays undefined in the row. */
const ACTION_HEAD: Columns<ActionRow> = [
  ...(['id', 'name', 'description', 'agentIds', 'isEnabled', 'archivedAt', 'createdAt', 'createdBy'] as const),
  ...(['updatedAt', 'draftRevision', 'draftSavedAt', 'draftSavedBy', 'draftBase', 'draftAuthors'] as const),
  ...(['liveVersion', 'lastVersion'] as const),
];
const VERSION_HEAD: Columns<ActionVersionRow> = ['actionId', 'number', 'note', 'publishedAt', 'publishedBy'];

/** An action's row with that of its live version. */
export type ActionWithLiveRow = ActionRow & { live?: ActionVersionRow | null };

export function selectActions(
  manager: EntityManager,
  workspace: string,
  filter: ActionFilter,
): SelectQueryBuilder<ActionRow> {
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

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

export function withLiveVersion(query: SelectQueryBuilder<ActionRow>): SelectQueryBuilder<ActionWithLiveRow> {
  const isLive = 'live.actionId = row.id and live.number = row.liveVersion';
  return query.leftJoinAndMapOne('row.live', ActionVersionRow, 'live', isLive);
}

/** The same rows without flows. */
export function headsOf(query: SelectQueryBuilder<ActionRow>): SelectQueryBuilder<ActionWithLiveRow> {
  const columns = [...ACTION_HEAD.map((column) => `row.${column}`), ...VERSION_HEAD.map((column) => `live.${column}`)];
  return withLiveVersion(query).select(columns);
}

export function selectVersions(
  manager: EntityManager,
  workspace: string,
  keys: readonly VersionKey[],
): SelectQueryBuilder<ActionVersionRow> {
  const wanted = 'select * from unnest(cast(:actionIds as uuid[]), cast(:numbers as integer[]))';
  return manager
    .createQueryBuilder(ActionVersionRow, 'row')
    .where('row.workspace = :workspace', { workspace })
    .andWhere(`(row.actionId, row.number) in (${wanted})`, {
      actionIds: keys.map((key) => key.actionId),
      numbers: keys.map((key) => key.number),
    });
}

export function selectVersionsOf(
  manager: EntityManager,
  workspace: string,
  actionId: string,
): SelectQueryBuilder<ActionVersionRow> {
  return manager
    .createQueryBuilder(ActionVersionRow, 'row')
    .where('row.workspace = :workspace and row.actionId = :actionId', { workspace, actionId });
}

export function versionHeadsOf(query: SelectQueryBuilder<ActionVersionRow>): SelectQueryBuilder<ActionVersionRow> {
  return query.select(VERSION_HEAD.map((column) => `row.${column}`));
}
