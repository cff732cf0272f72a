import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { VersionKey } from '../action-store.ts';
import { ActionRow } from './action-row.ts';
import { ActionVersionRow } from './action-version-row.ts';

type Columns<Row> = readonly (keyof Row & string)[];

/** Everything but the flow, which is long: what is not selected stays undefined in the row. */
const VERSION_HEAD: Columns<ActionVersionRow> = ['actionId', 'number', 'note', 'publishedAt', 'publishedBy'];

/** An action's row with that of its live version. */
export type ActionWithLiveRow = ActionRow & { live?: ActionVersionRow | null };

/** Actions that are not archived, with their live versions. */
export function selectWithLive(manager: EntityManager, workspace: string): SelectQueryBuilder<ActionWithLiveRow> {
  return manager
    .createQueryBuilder(ActionRow, 'row')
    .leftJoinAndMapOne('row.live', ActionVersionRow, 'live', 'live.actionId = row.id and live.number = row.liveVersion')
    .where('row.workspace = :workspace and row.archivedAt is null', { workspace });
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
