import { randomUUID } from 'node:crypto';
import { LedgerSource } from '../plumbing/postgres/ledger-source.ts';
import { FindRuns } from '../runs/find-runs.ts';
import { PostgresRunHistory } from '../runs/postgres/postgres-run-history.ts';
import type { RunFilter } from '../runs/run-history.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';
import { fitFor } from './run-filter-fits.ts';

const hour = (count: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 - count * 3_600_000);

describe('which runs a live list shows', () => {
  let registry: RunningRegistry;
  let source: LedgerSource;
  let findRuns: FindRuns;
  const actions = [randomUUID(), randomUUID()];
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    const ledger = await WrittenLedger.open(registry.database.urls.admin);
    for (const [index, status] of ['RUNNING', 'SUCCEEDED', 'FAILED', 'QUEUED', 'SUCCEEDED', 'RUNNING'].entries()) {
      await ledger.addRun({
        workspace: 'default',
        actionId: actions[index % 2] ?? '',
        callId: `c-${index % 3}`,
        agentId: `agent-${index % 2}`,
        version: 1 + (index % 3),
        status,
        openedAt: hour(index),
        externalIds: index % 2 === 0 ? ['T-1', `T-${index}`] : [],
      });
    }
    await ledger.close();
    source = new LedgerSource(registry.database.urls.ledgerReader, () => undefined);
    findRuns = new FindRuns(new PostgresRunHistory(source));
  });
  afterAll(async () => {
    await source.close();
    await registry.stop();
  });

  const filters: RunFilter[] = [
    {},
    { callId: 'c-1' },
    { callId: '' },
    { actionId: actions[0] },
    { actionId: actions[0]?.toUpperCase() },
    { actionId: randomUUID() },
    { version: 2 },
    { agentId: 'agent-1' },
    { status: ['RUNNING'] },
    { status: ['RUNNING', 'FAILED'] },
    { status: [] },
    { externalId: 'T-1' },
    { externalId: 'T-4' },
    { externalId: 't-1' },
    { from: hour(2) },
    { to: hour(2) },
    { from: hour(4), to: hour(1) },
    { agentId: 'agent-0', status: ['SUCCEEDED'], externalId: 'T-1', from: hour(5) },
  ];
  it.each(filters.map((filter) => [Object.keys(filter).join(' and ') || 'nothing', filter] as const))(
    'are those that the list itself would have, by %s',
    async (_, filter) => {
      const request = { first: 100, after: undefined };
      const { rows: all } = await findRuns.list('default', {}, request);
      const { rows: listed } = await findRuns.list('default', filter, request);
      expect(all).toHaveLength(6);
      expect(all.filter((row) => fitFor(filter)(row) === 'fits')).toEqual(listed);
      const fixed = { ...filter, status: undefined, externalId: undefined };
      const { rows: possible } = await findRuns.list('default', fixed, request);
      expect(all.filter((row) => fitFor(filter)(row) !== 'never')).toEqual(possible);
    },
  );
});
