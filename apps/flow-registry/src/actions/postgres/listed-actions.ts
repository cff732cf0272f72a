import { Conditions } from '../../plumbing/postgres/conditions.ts';
import { rowColumns } from '../../plumbing/postgres/row-columns.ts';
import type { PageRequest } from '../../paging/page.ts';
import type { ActionFilter, ListedAction } from '../action-store.ts';
import type { ActionStatus } from '../post-call-action.ts';
import { headOf } from './action-mapping.ts';
import { ActionRow } from './action-row.ts';

/** An action without its flow, which is long, and what is shown of its live version. */
export interface ListedActionRow extends Omit<ActionRow, 'draftFlow'> {
  liveNote: string | null;
  livePublishedAt: Date | null;
  livePublishedBy: string | null;
}

/** A select to be carried out in a workspace, which is its $1. */
interface Select {
  text: string;
  parameters: readonly unknown[];
}

const LISTED = `select ${rowColumns(ActionRow, 'action', (property) => property !== 'draftFlow')},
    live.note as "liveNote", live.published_at as "livePublishedAt", live.published_by as "livePublishedBy"
  from registry.action left join registry.action_version as live
    on live.workspace = $1 and live.action_id = action.id and live.number = action.live_version
  where action.workspace = $1`;

export function selectListed(ids: readonly string[]): Select {
  return { text: `${LISTED} and action.id = any($2::uuid[])`, parameters: [ids] };
}

/** Newest first, and one more than the page holds. */
export function selectPage(filter: ActionFilter, { after, first }: PageRequest): Select {
  const where = actionConditions(filter);
  if (after !== undefined)
    where.add((at, id) => `(action.created_at, action.id) < (${at}::timestamptz, ${id}::uuid)`, after.at, after.id);
  const limit = where.value(first + 1);
  return {
    text: `${LISTED} and ${where.sql} order by action.created_at desc, action.id desc limit ${limit}`,
    parameters: where.values,
  };
}

export function selectCount(filter: ActionFilter): Select {
  const where = actionConditions(filter);
  const text = `select count(*)::integer as total from registry.action where action.workspace = $1 and ${where.sql}`;
  return { text, parameters: where.values };
}

function actionConditions({ agentId, search, status, includeArchived }: ActionFilter): Conditions {
  const isWanted = includeArchived === true ? 'true' : 'action.archived_at is null';
  const states = status === undefined ? isWanted : status.map((one) => conditionOf[one]).join(' or ') || 'false';
  const pattern = search === undefined ? undefined : `%${escapeLike(search)}%`;
  return new Conditions([], 2)
    .add(() => `(${states})`)
    .maybe(agentId, (value) => `action.agent_ids @> array[${value}]`)
    .maybe(pattern, (value) => `(action.name ilike ${value} or action.description ilike ${value})`);
}

/** `statusOf` as a condition. */
const conditionOf: Readonly<Record<ActionStatus, string>> = {
  ARCHIVED: 'action.archived_at is not null',
  NOT_PUBLISHED: '(action.archived_at is null and action.live_version is null)',
  LIVE: '(action.archived_at is null and action.live_version is not null and action.is_enabled)',
  PAUSED: '(action.archived_at is null and action.live_version is not null and not action.is_enabled)',
};

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

export function listedOf(row: ListedActionRow): ListedAction {
  const { id: actionId, liveVersion: number, liveNote: note } = row;
  const { livePublishedAt: publishedAt, livePublishedBy: publishedBy } = row;
  const isThere = number !== null && note !== null && publishedAt !== null && publishedBy !== null;
  return { action: headOf(row), live: isThere ? { actionId, number, note, publishedAt, publishedBy } : undefined };
}
