import { Client } from 'pg';
import { referenceFlow } from '../../testing/reference-flow.ts';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';
import { scopedSelect } from './scoped-select.ts';

/** As the service's own role, with queries that forget the workspace: the database has to keep them apart. */
describe('row-level security', () => {
  let registry: RunningRegistry;
  let client: Client;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    for (const workspace of ['left', 'right']) {
      await registry.data(
        'mutation ($id: ID!) { createWorkspace(input: { id: $id, name: $id }) { userErrors { code } } }'
          .replace('$id: ID!', '$id: ID!, $name: String!')
          .replace('name: $id', 'name: $name'),
        { variables: { id: workspace, name: workspace } },
      );
      await fill(workspace);
    }
    client = new Client({ connectionString: registry.database.urls.registry });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await registry.stop();
  });

  async function fill(workspace: string): Promise<void> {
    await registry.data(
      'mutation { registerAgent(input: { agentId: "agent-1", name: "A" }) { userErrors { code } } }',
      { workspace },
    );
    await registry.data('mutation { setConstant(input: { name: "C", value: "v" }) { userErrors { code } } }', {
      workspace,
    });
    await registry.data('mutation { createApiKey(input: { name: "k", role: VIEWER }) { userErrors { code } } }', {
      workspace,
    });
    const { createAction } = await registry.data(
      'mutation { createAction(input: { name: "Same name" }) { action { id } } }',
      { workspace },
    );
    const id = createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
    await registry.data(save, { workspace, variables: { id, flow: referenceFlow() } });
    await registry.data(
      'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2 }) { userErrors { code } } }',
      { workspace, variables: { id } },
    );
  }

  const countIn = async (scope: string | undefined, table: string): Promise<number> => {
    await client.query('begin');
    if (scope !== undefined) await client.query(`select set_config('aftercall.workspace', $1, true)`, [scope]);
    const { rows } = await client.query<{ count: string }>(`select count(*) from registry.${table}`);
    await client.query('rollback');
    return Number(rows[0]?.count);
  };

  it.each(['agent', 'action', 'action_version', 'constant', 'api_key', 'workspace'])(
    'keeps the rows of %s apart',
    async (table) => {
      expect(await countIn('left', table)).toBe(1);
      expect(await countIn('right', table)).toBe(1);
      expect(await countIn('nowhere', table)).toBe(0);
      expect(await countIn(undefined, table)).toBe(0);
    },
  );

  it.each(['agent', 'action', 'action_version', 'constant'])('has no scope that opens %s as a whole', async (table) => {
    expect(await countIn('*', table)).toBe(0);
  });

  it.each(['agent', 'action', 'action_version', 'constant', 'api_key', 'workspace'])(
    'keeps the rows of %s apart where scope and select are one statement, which leaves no scope behind',
    async (table) => {
      const count = async (scope: string): Promise<number> =>
        (await client.query(scopedSelect(`select * from registry.${table}`, '$1'), [scope])).rows.length;
      expect([await count('left'), await count('right'), await count('nowhere')]).toEqual([1, 1, 0]);
      expect(await countIn(undefined, table)).toBe(0);
    },
  );

  it('takes nothing but a select where scope and select are one statement', async () => {
    for (const change of [
      `update registry.action set name = 'x' returning *`,
      'delete from registry.agent returning *',
    ]) {
      await expect(client.query(scopedSelect(change, '$1'), ['left'])).rejects.toThrow(/syntax error/);
    }
  });

  it('lets nobody write for another workspace', async () => {
    await client.query('begin');
    await client.query(`select set_config('aftercall.workspace', 'left', true)`);
    expect(
      (await client.query(`update registry.action set name = 'taken over' where workspace = 'right'`)).rowCount,
    ).toBe(0);
    const insert = client.query(
      `insert into registry.constant (workspace, name, value, updated_at, updated_by) values ('right', 'X', 'x', now(), 'x')`,
    );
    await expect(insert).rejects.toThrow(/row-level security/);
    await client.query('rollback');
  });

  it('is forced on every table, for a role that owns none and may not bypass it', async () => {
    const { rows } = await client.query<{ relname: string }>(
      `select relname from pg_class join pg_namespace n on n.oid = relnamespace
       where nspname = 'registry' and relkind = 'r' and relname <> 'schema_migration' and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(rows).toEqual([]);
    const { rows: roles } = await client.query(
      'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    );
    expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false }]);
    await expect(client.query('alter table registry.action disable row level security')).rejects.toThrow(/owner/);
    await expect(client.query(`update registry.action_version set note = 'changed'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(client.query('delete from registry.action')).rejects.toThrow(/permission denied/);
  });
});
