import type { VaultDatabase } from '../../plumbing/postgres/vault-database.ts';
import type { AuditEntry, AuditLog } from '../audit-log.ts';
import { AuditEntryRow } from './audit-entry-row.ts';

/** The entries in `vault.audit_entry`, on which the vault's role may do nothing but insert. */
export class PostgresAuditLog implements AuditLog {
  constructor(private readonly database: VaultDatabase) {}

  async append(entry: AuditEntry): Promise<void> {
    await this.database.inWorkspace(entry.workspace, (manager) =>
      // Nothing is read back: RETURNING would need the right to select.
      manager.createQueryBuilder().insert().into(AuditEntryRow).values(toRow(entry)).updateEntity(false).execute(),
    );
  }
}

function toRow(entry: AuditEntry): Omit<AuditEntryRow, 'number'> {
  return {
    workspace: entry.workspace ?? null,
    service: entry.service,
    action: entry.action,
    outcome: entry.outcome,
    profileId: entry.profileId ?? null,
    profileName: entry.profileName ?? null,
    version: entry.version ?? null,
    origin: entry.origin ?? null,
    runId: entry.runId ?? null,
    requestId: entry.requestId,
  };
}
