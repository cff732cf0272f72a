import { leakGuard, TestDatabase } from '@aftercall/dev-harness';
import { VaultDatabase } from '../../plumbing/postgres/vault-database.ts';
import { queryAs } from '../../plumbing/postgres/testing/query-as.ts';
import { authProfileStoreContract } from '../auth-profile-store.contract.ts';
import { AuthProfileRow } from './auth-profile-row.ts';
import { PostgresAuthProfileStore } from './postgres-auth-profile-store.ts';

describe('PostgresAuthProfileStore', () => {
  let test: TestDatabase;
  let database: VaultDatabase;

  beforeAll(async () => {
    test = await TestDatabase.create({ services: ['vault'] });
    database = new VaultDatabase({
      databaseUrl: test.urls.vault,
      rows: [AuthProfileRow],
      onIdleError: () => undefined,
    });
    await database.open();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  authProfileStoreContract('postgres', async () => {
    await queryAs(test.urls.admin, 'truncate vault.auth_profile');
    return new PostgresAuthProfileStore(database);
  });
});

leakGuard();
