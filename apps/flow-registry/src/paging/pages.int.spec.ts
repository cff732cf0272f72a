import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';

interface Answered {
  nodes: Record<string, string | number>[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const ROWS = 3;
const numbers = Array.from({ length: ROWS }, (_, index) => index + 1);

/** Every list of the contract; `%` is what stands between its parentheses. */
const lists: Record<string, { query: (actionId: string) => string; id: string; isSameAs?: string }> = {
  agents: { query: () => 'agents(%)', id: 'agentId' },
  actions: { query: () => 'actions(%)', id: 'id', isSameAs: 'actionsOfAgent' },
  actionsOfAgent: { query: () => 'agent(agentId: "a-1") { actions(%)', id: 'id', isSameAs: 'actions' },
  workspaces: { query: () => 'workspaces(%)', id: 'id' },
  apiKeys: { query: () => 'apiKeys(%)', id: 'id' },
  runs: { query: () => 'runs(%)', id: 'id' },
  calls: { query: () => 'calls(%)', id: 'id' },
  versions: { query: (id) => `action(id: "${id}") { versions(%)`, id: 'number' },
};
const names = Object.keys(lists);

describe('lists in pages', () => {
  let registry: RunningRegistry;
  let ledger: WrittenLedger;
  const actionIds: string[] = [];
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    ledger = await WrittenLedger.open(registry.database.urls.admin);
    for (const number of numbers) await addRows(number);
  });
  afterAll(async () => {
    await ledger.close();
    await registry.stop();
  });

  const addRows = async (number: number): Promise<void> => {
    const flow = {
      format: 1,
      nodes: [
        { key: 'start', kind: 'start' },
        { key: 'note', kind: 'setVariable', config: { assignments: [{ variable: 'n', value: `${number}` }] } },
      ],
      edges: [{ from: 'start', port: 'next', to: 'note' }],
    };
    const { made } =
      await registry.data(`mutation { registerAgent(input: { agentId: "a-${number}", name: "A" }) { userErrors { code } }
      made: createAction(input: { name: "${number}", agentIds: ["a-1"] }) { action { id } }
      createWorkspace(input: { id: "w-${number}", name: "W" }) { userErrors { code } }
      createApiKey(input: { name: "k-${number}", role: VIEWER }) { userErrors { code } } }`);
    const id = made.action.id as string;
    actionIds.push(id);
    await registry.data(
      `mutation ($id: ID!, $flow: FlowDocument!) {
        saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } }
        ${numbers.map((one) => `v${one}: publishVersion(input: { actionId: $id, expectedRevision: 2 }) { userErrors { code } }`).join(' ')} }`,
      { variables: { id, flow } },
    );
    await ledger.addRun({ workspace: 'default', actionId: id, callId: `c-${number}` });
    await ledger.addEvent({ workspace: 'default', callId: `c-${number}` });
  };

  const selection = (name: string): string =>
    `nodes { ${lists[name]?.id ?? ''} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  const ask = (name: string, given: string, after?: string | null, actionId = actionIds[0] ?? '') => {
    const field = lists[name]?.query(actionId).replace('%', `${given} after: $after`) ?? '';
    const query = `query ($after: String) { ${field} { ${selection(name)} } ${field.includes('{') ? '}' : ''} }`;
    return registry.ask(query, { variables: { after } });
  };
  const page = async (name: string, given: string, after?: string | null): Promise<Answered> => {
    const { data, errors } = await ask(name, given, after);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data.action?.versions ?? data.agent?.actions ?? data[name]) as Answered;
  };
  const refusalOf = async (...asked: Parameters<typeof ask>) => {
    const { errors } = await ask(...asked);
    return [errors?.[0]?.extensions.code, errors?.[0]?.extensions.argument];
  };

  it.each(names)('%s come each once, page by page, and the last page says so', async (name) => {
    const all = await page(name, 'first: 100');
    expect(all.nodes.length).toBeGreaterThanOrEqual(ROWS);
    expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const seen: Answered['nodes'] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo } = await page(name, 'first: 1', after);
      expect([nodes.length, pageInfo.hasPreviousPage]).toEqual([1, after !== null]);
      expect(pageInfo.startCursor).toBe(pageInfo.endCursor);
      seen.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null && seen.length <= all.nodes.length);
    expect(seen).toEqual(all.nodes);
    const behind = await page(name, 'first: 5', all.pageInfo.endCursor);
    expect(behind).toEqual({
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it.each(names)('%s are 1 to 100 at once, 20 when nobody says', async (name) => {
    for (const first of ['0', '-1', '101', '2147483647'])
      expect([first, ...(await refusalOf(name, `first: ${first}`))]).toEqual([first, 'INVALID', 'first']);
    expect(await page(name, 'first: null')).toEqual(await page(name, ''));
  });

  it.each(names)('%s refuse what is no cursor, and a cursor of any other list', async (name) => {
    const others = await Promise.all(
      names
        .filter((other) => ![name, lists[name]?.isSameAs].includes(other))
        .map(async (other) => (await page(other, 'first: 1')).pageInfo.endCursor),
    );
    for (const after of ['', 'x', '!!!', '%', 'A'.repeat(10_000), '\ud800', ...others])
      expect([after, ...(await refusalOf(name, '', after))]).toEqual([after, 'INVALID', 'after']);
  });

  it("refuses a cursor of another action's versions", async () => {
    const { endCursor } = (await page('versions', 'first: 1')).pageInfo;
    expect(await refusalOf('versions', '', endCursor, actionIds[1])).toEqual(['INVALID', 'after']);
  });

  it.each(names)('%s survive cursors that somebody made', async (name) => {
    const real = Buffer.from((await page(name, 'first: 1')).pageInfo.endCursor ?? '', 'base64url').toString();
    const [, list = '', milliseconds = '', id = ''] = /^(\S+) (\d+) (.+)$/s.exec(real) ?? [];
    const forged = [
      ...['0', '999999999999999', '-1', '-999999999999999', '9'.repeat(30), '1e3'].map((at) => `${list} ${at} ${id}`),
      ...['x', '00000000-0000-0000-0000-000000000000', '\u0000', '9'.repeat(40), `${id}'`].map(
        (other) => `${list} ${milliseconds} ${other}`,
      ),
      ...['2026-02-30 10:00:00+00 c', '2026-01-01 25:00:00+00 c', '9999-12-31 23:59:59.999999+00 c'].map(
        (other) => `${list} ${milliseconds} ${other}`,
      ),
    ];
    for (const text of forged) {
      const { errors } = await ask(name, '', Buffer.from(text).toString('base64url'));
      expect([text, errors?.[0]?.extensions.code ?? 'INVALID']).toEqual([text, 'INVALID']);
    }
  });

  it('shows nothing for a list of no states', async () => {
    const { actions, runs } = await registry.data(
      `query ($actions: ActionFilter, $runs: RunFilter) {
        actions(filter: $actions) { totalCount nodes { id } } runs(filter: $runs) { nodes { id } } }`,
      { variables: { actions: { status: [] }, runs: { status: [] } } },
    );
    expect([actions, runs]).toEqual([{ totalCount: 0, nodes: [] }, { nodes: [] }]);
  });
});
