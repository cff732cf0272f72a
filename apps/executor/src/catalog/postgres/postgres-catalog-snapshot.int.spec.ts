import { TestDatabase } from '@aftercall/dev-harness';
import type { PublishedEntry } from '@aftercall/wire-format';
import { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import { PostgresCatalogSnapshot } from './postgres-catalog-snapshot.ts';

const agent = (revision: number, agentId: string, name: string): PublishedEntry => ({
  key: `agent/acme/${agentId}`,
  revision,
  value: { kind: 'agent', workspace: 'acme', agentId, name },
});

describe('PostgresCatalogSnapshot', () => {
  let test: TestDatabase;
  let database: LedgerDatabase;
  let snapshot: PostgresCatalogSnapshot;
  beforeEach(async () => {
    test = await TestDatabase.create({ services: ['executor'] });
    database = new LedgerDatabase({
      databaseUrl: test.urls.executor,
      maxConnections: 2,
      onIdleError: () => undefined,
    });
    snapshot = new PostgresCatalogSnapshot(database);
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  it('has nothing before the first entry, and then the newest state of each key', async () => {
    expect(await snapshot.read()).toBeUndefined();
    await snapshot.keep([agent(1, 'a-1', 'One'), agent(2, 'a-2', 'Two')]);
    await snapshot.keep([agent(3, 'a-1', 'First'), { key: 'agent/acme/a-2', revision: 4, value: null }]);
    await snapshot.keep([agent(2, 'a-1', 'late news of an executor that is behind')]);
    expect(await snapshot.read()).toEqual({
      revision: 4,
      entries: [agent(3, 'a-1', 'First'), { key: 'agent/acme/a-2', revision: 4, value: null }],
    });
  });

  it('forgets all that a registry no longer has whose revisions went back', async () => {
    await snapshot.keep([agent(7, 'a-1', 'One'), agent(8, 'a-2', 'Two')]);
    await snapshot.replace([agent(3, 'a-1', 'One again')]);
    expect(await snapshot.read()).toEqual({ revision: 3, entries: [agent(3, 'a-1', 'One again')] });
  });

  it('counts as empty while it holds what this release cannot read, and is mended by the registry', async () => {
    await snapshot.keep([agent(1, 'a-1', 'One')]);
    await database.query(`update ledger.catalog_entry set value = '{"kind":"of another release"}'`, []);
    expect(await snapshot.read()).toBeUndefined();
    await snapshot.keep([agent(1, 'a-1', 'One')]);
    expect(await snapshot.read()).toEqual({ revision: 1, entries: [agent(1, 'a-1', 'One')] });
  });
});
