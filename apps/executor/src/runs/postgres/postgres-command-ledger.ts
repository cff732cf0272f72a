import { dayOfRun, type RunCommand, type RunCommandAnswer, type RunStatus } from '@aftercall/wire-format';
import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { CommandLedger, OpenCommand } from '../commands/command-ledger.ts';
import type { CommandedRun } from '../commands/verdict.ts';
import type { Claim, Owner, RunId, StoredRun } from '../run-ledger.ts';
import { ownAndRead, readRuns, type ClaimedKey } from './claim-runs.ts';
import type { RunRow } from './run-rows.ts';

/** Commands that were carried out are facts of their runs; these rows only keep them from being carried out twice. */
const KEEP = `
  with old as (
    delete from ledger.run_command where done_at < now() - interval '1 day'
  )
  insert into ledger.run_command (command_id, day, run_id, workspace, command)
  select $1, day, run_id, workspace, $5::jsonb from ledger.run where day = $2 and run_id = $3 and workspace = $4
  on conflict (command_id) do update set command_id = excluded.command_id
  returning command_id`;

const FIND_ANSWER = 'select answer from ledger.run_command where command_id = $1';

/** Runs whose day was dropped are looked at too: somebody has to say that they are gone. */
const FIND_OPEN = `
  select c.command, r.worker_id is not null as is_owned
  from ledger.run_command c left join ledger.run r on r.day = c.day and r.run_id = c.run_id
  where c.done_at is null and (r.worker_id is null or (r.worker_id = $1 and r.epoch = $2))
  order by c.asked_at limit $3`;

const READ = `
  select day::text, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, is_analyzed, replay_generation,
    constants, opened_at, payload_day::text, payload_id, status, ended_at
  from ledger.run where day = $1 and run_id = $2`;

const CLAIM = `
  with claimed as (
    select day, run_id from ledger.run
    where day = $3 and run_id = $4 and worker_id is null and (ended_at is null or status = 'FAILED')
      and exists (select from ledger.worker where worker_id = $1 and epoch = $2 and expires_at > now())
    for update skip locked
  ),
  gone as (delete from ledger.due using claimed where due.run_id = claimed.run_id),
  opened as (
    update ledger.run r set ended_at = null, error_code = null, error_message = null, variables = null
    from claimed where r.day = claimed.day and r.run_id = claimed.run_id and r.ended_at is not null
  )
  select day::text, run_id, null as worker_id from claimed`;

/** The deadline that the registry shows; executors reckon it from the facts. */
const ANSWER = `
  with closed as (
    update ledger.run_command set done_at = now(), answer = $2::jsonb where command_id = $1 and done_at is null
    returning day, run_id
  )
  update ledger.run r set deadline_at = now() + interval '7 days'
  from closed where $3 and r.day = closed.day and r.run_id = closed.run_id`;

/** {@link CommandLedger} in `ledger.run_command`. */
export class PostgresCommandLedger implements CommandLedger {
  readonly #database: LedgerDatabase;

  constructor(database: LedgerDatabase) {
    this.#database = database;
  }

  async keep(workspace: string, command: RunCommand): Promise<'kept' | 'no-run'> {
    const day = dayOfRun(command.runId);
    if (day === undefined) return 'no-run';
    const values = [command.commandId, day, command.runId, workspace, JSON.stringify(command)];
    const kept = await this.#database.query(KEEP, values);
    return kept.length > 0 ? 'kept' : 'no-run';
  }

  async findAnswer(commandId: string): Promise<RunCommandAnswer | undefined> {
    const [row] = await this.#database.query<{ answer: RunCommandAnswer | null }>(FIND_ANSWER, [commandId]);
    return row?.answer ?? undefined;
  }

  async findOpen({ workerId, epoch }: Owner, limit: number): Promise<OpenCommand[]> {
    const rows = await this.#database.query<{ command: RunCommand; is_owned: boolean }>(
      FIND_OPEN,
      [workerId, epoch, limit],
      'open-commands',
    );
    return rows.map(({ command, is_owned }) => ({ command, isOwned: is_owned }));
  }

  read(runId: RunId): Promise<{ run: StoredRun; ended: CommandedRun['ended'] } | undefined> {
    return this.#database.transaction(async (query) => {
      const [row] = await query<RunRow & { status: RunStatus; ended_at: Date | null }>(READ, [dayOfRun(runId), runId]);
      if (row === undefined) return undefined;
      const [run] = await readRuns(query, [row]);
      const ended = row.ended_at === null ? undefined : (row.status as CommandedRun['ended']);
      return run && { run, ended };
    });
  }

  claim(owner: Owner, runId: RunId): Promise<Claim | undefined> {
    return this.#database.transaction(async (query) => {
      const keys = await query<ClaimedKey>(CLAIM, [owner.workerId, owner.epoch, dayOfRun(runId), runId]);
      const [claim] = await ownAndRead(query, owner, keys);
      return claim;
    });
  }

  async answer({ commandId, command }: RunCommand, answer: RunCommandAnswer): Promise<void> {
    const givesTime = answer.ok && command !== 'cancel';
    await this.#database.query(ANSWER, [commandId, JSON.stringify(answer), givesTime]);
  }
}
