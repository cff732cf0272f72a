import type { Query } from '../../plumbing/postgres/connection.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import type { WaitingAction } from '../intake-ledger.ts';

const INSERT_VERSIONS = `
  insert into ledger.flow_version (workspace, action_id, number, document)
  select workspace, action_id, number, document
  from jsonb_to_recordset($1::jsonb) as v (workspace text, action_id uuid, number integer, document jsonb)
  on conflict do nothing`;

/** A version as `ledger.flow_version` keeps it. */
export interface VersionRow {
  key: string;
  workspace: string;
  action_id: string;
  number: number;
  document: unknown;
}

/** What is about to need its versions. */
interface Users {
  workspace: string;
  openings: readonly RunOpening[];
  waiting: readonly WaitingAction[];
}

/** Each version that these runs and waits go by, once, in the order of their keys. */
export function versionsOf(users: readonly Users[]): VersionRow[] {
  const versions = new Map<string, VersionRow>();
  for (const { workspace, openings, waiting } of users) {
    const used = [...openings.map(({ identity, document }) => ({ ...identity, document })), ...waiting];
    for (const { actionId, version, document } of used) {
      const key = `${workspace}/${actionId}/${version}`;
      versions.set(key, { key, workspace, action_id: actionId, number: version, document });
    }
  }
  return [...versions.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export async function keepVersions(query: Query, versions: readonly VersionRow[]): Promise<void> {
  if (versions.length > 0) await query(INSERT_VERSIONS, [JSON.stringify(versions)], 'keep-versions');
}
