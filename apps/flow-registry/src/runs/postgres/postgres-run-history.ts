import {
  dayOfRun,
  type AttemptHistoryRow,
  type BodyHistoryRow,
  type CallHistoryRow,
  type FactHistoryRow,
  type RunHistoryRow,
  type StepHistoryRow,
} from '@aftercall/wire-format';
import { pageOf, type Page, type PageRequest } from '../../paging/page.ts';
import { Conditions } from '../../plumbing/postgres/conditions.ts';
import type { LedgerSource } from '../../plumbing/postgres/ledger-source.ts';
import {
  readCallCursorId,
  type BodyKey,
  type CallFilter,
  type ListedCall,
  type RunFilter,
  type RunHistory,
} from '../run-history.ts';
import { callConditions, runConditions } from './history-conditions.ts';

/**
 * {@link RunHistory} in the views of schema `ledger`. Run ids carry their day, by which the ledger's tables are divided:
 * naming it keeps PostgreSQL from looking through all of them. They are ordered by time, so the newest come by id.
 */
export class PostgresRunHistory implements RunHistory {
  constructor(private readonly ledger: LedgerSource) {}

  async findRuns(workspace: string, runIds: readonly string[]): Promise<readonly RunHistoryRow[]> {
    return this.ofRuns<RunHistoryRow>(workspace, 'run_history', runIds, 'run_id');
  }

  findSteps(workspace: string, runIds: readonly string[]): Promise<readonly StepHistoryRow[]> {
    return this.ofRuns<StepHistoryRow>(workspace, 'step_history', runIds, 'run_id');
  }

  findAttempts(workspace: string, runIds: readonly string[]): Promise<readonly AttemptHistoryRow[]> {
    return this.ofRuns<AttemptHistoryRow>(workspace, 'attempt_history', runIds, 'run_id, node_key, number');
  }

  findFacts(workspace: string, runIds: readonly string[]): Promise<readonly FactHistoryRow[]> {
    return this.ofRuns<FactHistoryRow>(workspace, 'fact_history', runIds, 'run_id, seq, position');
  }

  async findBodies(workspace: string, bodies: readonly BodyKey[]): Promise<readonly BodyHistoryRow[]> {
    const days = [...new Set(bodies.map(({ day }) => day))];
    return this.ledger.read<BodyHistoryRow>(
      workspace,
      `select payload_id, encoding, body from ledger.body_history
       where workspace = $1 and day = any($2::date[]) and payload_id = any($3::uuid[])`,
      [workspace, days, bodies.map(({ id }) => id)],
    );
  }

  async listRuns(workspace: string, filter: RunFilter, request: PageRequest): Promise<Page<RunHistoryRow>> {
    const where = runConditions(workspace, filter);
    const after = request.after;
    if (after !== undefined)
      where.add((day, id) => `day <= ${day}::date and run_id < ${id}::uuid`, dayOfRun(after.id), after.id);
    const rows = await this.ledger.read<RunHistoryRow>(
      workspace,
      `select * from ledger.run_history where ${where.sql} order by run_id desc limit ${request.first + 1}`,
      where.values,
    );
    return pageOf(rows, request.first);
  }

  findCallEvents(workspace: string, callIds: readonly string[]): Promise<readonly CallHistoryRow[]> {
    return this.ledger.read<CallHistoryRow>(
      workspace,
      'select * from ledger.call_history where workspace = $1 and call_id = any($2) order by received_at, event_type',
      [workspace, callIds],
    );
  }

  async listCalls(workspace: string, filter: CallFilter, request: PageRequest): Promise<Page<ListedCall>> {
    const where = new Conditions();
    callConditions(where, 'e', workspace, filter);
    const later = callConditions(where.sharing(), 'later', workspace, filter);
    const after = readCallCursorId(request.after?.id ?? '');
    if (after !== undefined)
      where.add((at, id) => `(e.received_at, e.call_id) < (${at}::timestamptz, ${id})`, after.place, after.callId);
    const rows = await this.ledger.read<CallHistoryRow & { place: string }>(
      workspace,
      `select e.*, to_char(e.received_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as place
       from ledger.call_history e
       where ${where.sql} and not exists (
         select from ledger.call_history later
         where ${later.sql} and later.call_id = e.call_id and (later.received_at, later.event_type) > (e.received_at, e.event_type))
       order by e.received_at desc, e.call_id desc limit ${request.first + 1}`,
      where.values,
    );
    return pageOf(
      rows.map(({ place, ...event }) => ({ event, place })),
      request.first,
    );
  }

  private async ofRuns<Row extends object>(
    workspace: string,
    view: string,
    runIds: readonly string[],
    order: string,
  ): Promise<Row[]> {
    const days = new Set(runIds.map(dayOfRun).filter((day) => day !== undefined));
    if (days.size === 0) return [];
    return this.ledger.read<Row>(
      workspace,
      `select * from ledger.${view} where workspace = $1 and day = any($2::date[]) and run_id = any($3::uuid[]) order by ${order}`,
      [workspace, [...days], runIds.filter((id) => dayOfRun(id) !== undefined)],
    );
  }
}
