import type { EntityManager } from 'typeorm';
import type { VaultDatabase } from '../../plumbing/postgres/vault-database.ts';
import type { SealedAuthProfile } from '../auth-profile.ts';
import type { AddOutcome, AuthProfileStore } from '../auth-profile-store.ts';
import { AuthProfileRow, toProfile, toRow } from './auth-profile-row.ts';

/** The profiles in `vault.auth_profile`. */
export class PostgresAuthProfileStore implements AuthProfileStore {
  constructor(private readonly database: VaultDatabase) {}

  add(workspace: string, profile: SealedAuthProfile): Promise<AddOutcome> {
    return this.database.inWorkspace(workspace, async (manager) => {
      if (await insertIfNew(manager, toRow(workspace, profile))) return { kind: 'added' };
      const known = await manager.findOneBy(AuthProfileRow, { workspace, id: profile.id });
      return known ? { kind: 'id-known', profile: toProfile(known) } : { kind: 'name-taken' };
    });
  }

  findByName(workspace: string, name: string): Promise<SealedAuthProfile | undefined> {
    return this.database.inWorkspace(workspace, async (manager) => {
      const row = await manager.findOneBy(AuthProfileRow, { workspace, name });
      return row ? toProfile(row) : undefined;
    });
  }

  list(workspace: string): Promise<readonly SealedAuthProfile[]> {
    return this.database.inWorkspace(workspace, async (manager) => {
      const rows = await manager
        .createQueryBuilder(AuthProfileRow, 'profile')
        .where('profile.workspace = :workspace', { workspace })
        .orderBy('profile.name COLLATE "C"')
        .getMany();
      return rows.map(toProfile);
    });
  }
}

/** A conflict with a row that another transaction just committed ends here too, without an error. */
async function insertIfNew(manager: EntityManager, row: AuthProfileRow): Promise<boolean> {
  const insert = manager.createQueryBuilder().insert().into(AuthProfileRow).values(row).orIgnore().returning('id');
  const { raw } = (await insert.execute()) as { raw: unknown[] };
  return raw.length === 1;
}
