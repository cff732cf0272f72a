import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Owner } from '../run-ledger.ts';
import { aRun } from '../testing/a-run.ts';
import { postgresWorld, type PostgresWorld } from './testing/postgres-world.ts';

const RUNS = 400;
const LANES = 20;
const SPREAD_MS = 600;

describe('due runs claimed by several executors at once', () => {
  let world: PostgresWorld;
  beforeEach(async () => {
    world = await postgresWorld();
  });
  afterEach(() => world.close());

  /** Parks runs in many lanes, due over the next moments; gives each one's due time by the database's clock. */
  async function parkRuns(owner: Owner): Promise<Map<string, number>> {
    const runIds = Array.from({ length: RUNS }, () => world.newRunId());
    await Promise.all(runIds.map((runId) => world.open(aRun({ runId, callId: randomUUID() }), owner)));
    await Promise.all(
      runIds.map((runId, index) =>
        world.ledger.park({ runId, workspace: 'acme', owner }, undefined, {
          why: 'due',
          lane: `lane ${String(index % LANES)}`,
          inMs: (index * SPREAD_MS) / RUNS,
        }),
      ),
    );
    const rows = await world.database.query<{ run_id: string; due_at: Date }>(
      'select run_id, due_at from ledger.due',
      [],
    );
    return new Map(rows.map(({ run_id, due_at }) => [run_id, due_at.getTime()]));
  }

  it('go to one of them each, never before their time, and all of them', async () => {
    const dueAt = await parkRuns(await world.newOwner());
    expect(dueAt.size).toBe(RUNS);
    const claimed: { runId: string; by: string; atMs: number }[] = [];
    const claimer = async (owner: Owner): Promise<void> => {
      const endMs = performance.now() + 15_000;
      while (claimed.length < RUNS && performance.now() < endMs) {
        const claims = await world.ledger.claimDue(owner, 7, []);
        // The clock that the database judged by has not gone further than this.
        const [now] = await world.database.query<{ now: Date }>('select clock_timestamp() as now', []);
        for (const { run } of claims) {
          claimed.push({ runId: run.identity.runId, by: owner.workerId, atMs: now?.now.getTime() ?? 0 });
        }
        if (claims.length === 0) await delay(5);
      }
    };
    const owners = await Promise.all(Array.from({ length: 4 }, () => world.newOwner()));
    await Promise.all(owners.map(claimer));
    expect(claimed).toHaveLength(RUNS);
    expect(new Set(claimed.map(({ runId }) => runId)).size).toBe(RUNS);
    expect(claimed.filter(({ runId, atMs }) => atMs < (dueAt.get(runId) ?? Infinity))).toEqual([]);
    expect(new Set(claimed.map(({ by }) => by)).size).toBe(4);
    for (const { runId, by } of claimed.slice(0, 20)) {
      const [row] = await world.database.query('select worker_id, status from ledger.run where run_id = $1', [runId]);
      expect(row).toEqual({ worker_id: by, status: 'RUNNING' });
    }
  });

  it('come first from the lanes that have room, however many wait in a lane that has none', async () => {
    const owner = await world.newOwner();
    await parkRuns(owner);
    await world.database.query("update ledger.due set lane = 'dead' where lane <> 'lane 3'", []);
    await delay(SPREAD_MS);
    const claims = await world.ledger.claimDue(owner, 100, ['dead']);
    expect(claims).toHaveLength(RUNS / LANES);
    expect(await world.ledger.findNextDueInMs(['dead'])).toBeUndefined();
  });
});
