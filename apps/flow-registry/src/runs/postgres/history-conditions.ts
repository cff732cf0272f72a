import { Conditions } from '../../plumbing/postgres/conditions.ts';
import type { CallFilter, RunFilter } from '../run-history.ts';

export function runConditions(workspace: string, filter: RunFilter): Conditions {
  return new Conditions()
    .maybe(workspace, (value) => `workspace = ${value}`)
    .maybe(filter.callId, (value) => `call_id = ${value}`)
    .maybe(filter.actionId, (value) => `action_id = ${value}::uuid`)
    .maybe(filter.version, (value) => `version = ${value}`)
    .maybe(filter.agentId, (value) => `agent_id = ${value}`)
    .maybe(filter.status, (value) => `status = any(${value})`)
    .maybe(filter.externalId, (value) => tracedBy(value))
    .maybe(
      filter.from,
      (value) => `opened_at >= ${value} and day >= (${value}::timestamptz at time zone 'UTC')::date - 1`,
    )
    .maybe(
      filter.to,
      (value) => `opened_at < ${value} and day <= (${value}::timestamptz at time zone 'UTC')::date + 1`,
    );
}

/** More runs than this with one id are not told apart by it. */
const MAX_TRACED = 10_000;

/** Days and ids as lists, which PostgreSQL reads first, so that only those runs are looked at. */
function tracedBy(externalId: string): string {
  const traced = (column: string): string =>
    `array(select ${column} from ledger.run_external_id t where t.workspace = $1 and t.external_id = ${externalId} order by t.run_id desc limit ${MAX_TRACED})`;
  return `day = any(${traced('t.day')}) and run_id = any(${traced('t.run_id')})`;
}

/** Of the events under this alias. */
export function callConditions(where: Conditions, alias: string, workspace: string, filter: CallFilter): Conditions {
  return where
    .maybe(workspace, (value) => `${alias}.workspace = ${value}`)
    .maybe(filter.agentId, (value) => `${alias}.agent_id = ${value}`)
    .maybe(filter.outcome, (value) => `${alias}.outcome = ${value}`)
    .maybe(filter.from, (value) => `${alias}.received_at >= ${value}`)
    .maybe(filter.to, (value) => `${alias}.received_at < ${value}`);
}
