import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayOfRun, makeRunId, RUN_NOTICE_CHANNEL, writeRunNotices } from '@aftercall/wire-format';
import type pg from 'pg';

const TICK_MS = 50;
const TELL_EVERY_TICKS = 5;
/** A run is open for about this long: it is told of when it is opened and when it has ended. */
const OPEN_TICKS = 6;

const INSERT = `
  insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
    status, opened_at, started_at, variables, external_ids, payload_day, payload_id)
  select day, run_id, 'default', action_id, 'Bench', 1, 'agent-bench', call_id, 'call.ended', 'completed',
    'RUNNING', now(), now(), '{}', '{}', day, gen_random_uuid()
  from unnest($1::date[], $2::uuid[], $3::uuid[], $4::text[]) as r (day, run_id, action_id, call_id)`;
const END = `
  update ledger.run set status = 'SUCCEEDED', ended_at = now(), variables = '{"ticketId": "T-1"}', external_ids = '{T-1}'
  where day = any($1::date[]) and run_id = any($2::uuid[])`;

/** What executors do to the ledger, as the registry sees it: so many runs a second, opened, ended and told of every 250 ms. */
export async function loadLedger(
  pool: pg.Pool,
  { actionIds, runsPerSecond, seconds }: { actionIds: readonly string[]; runsPerSecond: number; seconds: number },
): Promise<number> {
  const perTick = Math.round((runsPerSecond * TICK_MS) / 1000);
  const open: string[][] = [];
  let changed: string[] = [];
  let opened = 0;
  const beganMs = performance.now();
  for (let tick = 0; tick * TICK_MS < seconds * 1000; tick += 1) {
    const ids = Array.from({ length: perTick }, () => makeRunId(new Date(), randomBytes));
    const days = ids.map((id) => dayOfRun(id));
    const actions = ids.map((_, index) => actionIds[(opened + index) % actionIds.length]);
    await pool.query(INSERT, [days, ids, actions, ids.map(() => `c-${randomUUID()}`)]);
    opened += ids.length;
    open.push(ids);
    const ended = open.length > OPEN_TICKS ? (open.shift() ?? []) : [];
    if (ended.length > 0) await pool.query(END, [[...new Set(ended.map((id) => dayOfRun(id)))], ended]);
    changed.push(...ids, ...ended);
    if (tick % TELL_EVERY_TICKS === 0) {
      await pool.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [
        RUN_NOTICE_CHANNEL,
        writeRunNotices('default', changed),
      ]);
      changed = [];
    }
    await sleep(Math.max(0, beganMs + (tick + 1) * TICK_MS - performance.now()));
  }
  return opened;
}
