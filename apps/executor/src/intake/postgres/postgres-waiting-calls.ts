import type { Clock } from '@aftercall/service-runtime';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import type { JoinCalls } from '../join-calls.ts';
import type { WaitingCalls } from '../waiting-calls.ts';
import { keepVersions, versionsOf } from './kept-versions.ts';
import { changeCalls, lockCalls, type CallKey } from './known-calls.ts';
import { insertRuns } from './run-inserts.ts';
import { findUnread } from './unread-rows.ts';

const DUE = `
  select workspace, call_id as "callId", min(agent_id) as "agentId" from (
    select workspace, call_id, agent_id from ledger.call_record where due_at <= now() order by due_at limit $1
  ) as due group by workspace, call_id`;

const GIVE_UP = `
  update ledger.call_event
  set disposition = 'DROPPED', reason_code = 'END_MISSING', reason_message = 'the end of the call was not heard of within 24 hours'
  where event_type = 'call.analyzed' and disposition = 'WAITING' and reason_code <> 'NEWER_RELEASE' and received_at < now() - interval '24 hours'
  returning call_id`;

interface Settings {
  database: LedgerDatabase;
  join: JoinCalls;
  clock: Clock;
}

/** {@link WaitingCalls} in `ledger.call_record`. */
export class PostgresWaitingCalls implements WaitingCalls {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  async openDue(limit: number, owner: Owner | undefined): Promise<{ calls: number; openings: RunOpening[] }> {
    const { database, join, clock } = this.#settings;
    const due = await database.query<CallKey & { agentId: string }>(DUE, [limit], 'due-calls');
    if (due.length === 0) return { calls: 0, openings: [] };
    const openings = await database.transaction(async (query) => {
      const knownOf = await lockCalls(query, due);
      const changes = due.map((call) => ({ ...call, change: join.atDeadline(knownOf(call), clock.now()) }));
      await changeCalls(query, changes);
      const opened = changes.flatMap(({ change }) => change.openings);
      await insertRuns(query, opened, owner);
      return opened;
    });
    return { calls: due.length, openings };
  }

  async judgeUnread(limit: number, owner: Owner | undefined): Promise<{ calls: number; openings: RunOpening[] }> {
    const { database, join, clock } = this.#settings;
    const found = await findUnread(database, join, limit);
    if (found.length === 0) return { calls: 0, openings: [] };
    return database.transaction(async (query) => {
      const knownOf = await lockCalls(query, found);
      const judged = found.flatMap((event) => {
        const { workspace, callId, agentId } = event;
        const result = join.judgeUnread(event, knownOf(event), clock.now());
        return result === undefined ? [] : [{ workspace, callId, agentId, ...result }];
      });
      await keepVersions(query, versionsOf(judged));
      await changeCalls(query, judged);
      const openings = judged.flatMap((result) => result.openings);
      await insertRuns(query, openings, owner);
      return { calls: judged.length, openings };
    });
  }

  async giveUpAnalyses(): Promise<number> {
    return (await this.#settings.database.query(GIVE_UP, [])).length;
  }
}
