import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { VaultDatabase } from '../../plumbing/postgres/vault-database.ts';
import { queryAs } from '../../plumbing/postgres/testing/query-as.ts';
import type { AuditEntry } from '../audit-log.ts';
import { auditLogContract } from '../audit-log.contract.ts';
import { AuditEntryRow } from './audit-entry-row.ts';
import { PostgresAuditLog } from './postgres-audit-log.ts';

describe('PostgresAuditLog', () => {
  let test: TestDatabase;
  let database: VaultDatabase;

  beforeAll(async () => {
    test = await TestDatabase.create({ services: ['vault'] });
    database = new VaultDatabase({ databaseUrl: test.urls.vault, rows: [AuditEntryRow], onIdleError: () => undefined });
    await database.open();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  auditLogContract('postgres', async () => {
    await queryAs(test.urls.admin, 'truncate vault.audit_entry');
    return { log: new PostgresAuditLog(database), read };
  });

  async function read(): Promise<AuditEntry[]> {
    const rows = await queryAs(
      test.urls.admin,
      `select workspace, service, action, outcome, profile_id as "profileId", profile_name as "profileName", version,
              origin, run_id as "runId", request_id as "requestId"
         from vault.audit_entry order by number`,
    );
    return rows.map(
      (row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, value ?? undefined]),
        ) as unknown as AuditEntry,
    );
  }

  it.each([
    ['changed', `update vault.audit_entry set outcome = 'FORBIDDEN'`],
    ['removed', 'delete from vault.audit_entry'],
    ['emptied', 'truncate vault.audit_entry'],
    ['read', 'select from vault.audit_entry'],
    [
      'dated back',
      `insert into vault.audit_entry (recorded_at, service, action, outcome, request_id) values ('2020-01-01', 'executor', 'OPEN', 'RELEASED', 'r1')`,
    ],
    [
      'renumbered',
      `insert into vault.audit_entry (number, service, action, outcome, request_id) values (1, 'executor', 'OPEN', 'RELEASED', 'r1')`,
    ],
  ])('cannot be %s by the vault', async (_, sql) => {
    await expect(queryAs(test.urls.vault, sql)).rejects.toThrow(/permission denied|cannot insert a non-DEFAULT value/);
  });

  it('takes no entry for a workspace that the transaction did not name', async () => {
    const insert = `insert into vault.audit_entry (workspace, service, action, outcome, request_id) values ('acme', 'executor', 'OPEN', 'RELEASED', 'r1')`;
    await expect(queryAs(test.urls.vault, insert)).rejects.toThrow('row-level security');
  });
});

leakGuard();
