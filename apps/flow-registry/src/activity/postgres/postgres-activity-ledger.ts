import type { RunHistoryRow } from '@aftercall/wire-format';
import type { LedgerSource } from '../../plumbing/postgres/ledger-source.ts';
import {
  noFigures,
  type ActionFigures,
  type ActivityLedger,
  type EventCounts,
  type FailingStep,
  type RunFigures,
  type Span,
  type SpanFigures,
} from '../activity-ledger.ts';

/** Failed runs of a span that are looked into for the step by which they failed: the newest. */
const MAX_FAILED_RUNS = 1000;

/** $1 workspace, $2 and $3 the span. The day keeps PostgreSQL from looking through other days' tables. */
const OPENED_IN_SPAN = `r.workspace = $1 and r.opened_at >= $2 and r.opened_at < $3
  and r.day between ($2::timestamptz at time zone 'UTC')::date - 1 and ($3::timestamptz at time zone 'UTC')::date + 1`;

/** What is counted of runs; percentiles of those that succeeded: one that failed at once says nothing of speed. */
const FIGURES = `count(*)::int as total,
  count(*) filter (where status = 'SUCCEEDED')::int as succeeded,
  count(*) filter (where status = 'FAILED')::int as failed,
  count(*) filter (where status = 'CANCELLED')::int as cancelled,
  count(*) filter (where status = 'IN_REVIEW')::int as in_review,
  count(*) filter (where status in ('QUEUED', 'RUNNING', 'WAITING'))::int as open,
  percentile_cont(array[0.5, 0.95, 0.99]) within group (order by run_ms) filter (where status = 'SUCCEEDED') as run_ms,
  percentile_cont(array[0.5, 0.95, 0.99]) within group (order by call_ms) filter (where status = 'SUCCEEDED') as call_ms`;

interface FiguresRow {
  total: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  in_review: number;
  open: number;
  run_ms: number[] | null;
  call_ms: number[] | null;
  /** From 0; null in the row of the whole span. */
  part: number | null;
  action_id: string;
}

/** {@link ActivityLedger} in the views of schema `ledger`. */
export class PostgresActivityLedger implements ActivityLedger {
  constructor(private readonly ledger: LedgerSource) {}

  async countEvents(workspace: string, { from, to }: Span): Promise<EventCounts> {
    const [row] = await this.ledger.read<EventCounts>(
      workspace,
      `select count(*)::int as accepted, count(distinct call_id)::int as calls,
         count(*) filter (where disposition = 'MATCHED')::int as matched,
         count(*) filter (where disposition = 'DROPPED')::int as dropped,
         count(*) filter (where disposition = 'WAITING')::int as waiting,
         count(*) filter (where disposition = 'DEAD_LETTER')::int as "deadLetters",
         coalesce(sum(duplicates), 0)::int as duplicates
       from ledger.call_history where workspace = $1 and received_at >= $2 and received_at < $3`,
      [workspace, from, to],
    );
    return row ?? { accepted: 0, calls: 0, matched: 0, dropped: 0, waiting: 0, deadLetters: 0, duplicates: 0 };
  }

  async countRuns(workspace: string, span: Span, parts: number): Promise<SpanFigures> {
    const rows = await this.ledger.read<FiguresRow>(
      workspace,
      `${opened('and ($5::uuid is null or r.action_id = $5)')}
       select part, ${FIGURES} from opened group by grouping sets ((part), ())`,
      [workspace, span.from, span.to, parts, span.actionId ?? null],
    );
    return spanFigures(rows);
  }

  async countRunsOf(
    workspace: string,
    actionIds: readonly string[],
    span: Span,
    parts: number,
  ): Promise<readonly ActionFigures[]> {
    const rows = await this.ledger.read<FiguresRow>(
      workspace,
      `${opened('and r.action_id = any($5::uuid[])')}
       select action_id, part, ${FIGURES} from opened group by grouping sets ((action_id, part), (action_id))`,
      [workspace, span.from, span.to, parts, actionIds],
    );
    const byAction = Map.groupBy(rows, ({ action_id: actionId }) => actionId);
    return [...byAction].map(([actionId, own]) => ({ actionId, ...spanFigures(own) }));
  }

  async countReviews(workspace: string, actionId: string | undefined): Promise<number> {
    const [row] = await this.ledger.read<{ reviews: number }>(
      workspace,
      `select count(*)::int as reviews from ledger.run_history
       where workspace = $1 and status = 'IN_REVIEW' and ($2::uuid is null or action_id = $2)`,
      [workspace, actionId ?? null],
    );
    return row?.reviews ?? 0;
  }

  findFailingSteps(workspace: string, span: Span, first: number): Promise<readonly FailingStep[]> {
    return this.ledger.read<FailingStep>(
      workspace,
      `with failed as (
         select r.day, r.run_id, r.action_id, r.action_name, r.version from ledger.run_history r
         where ${OPENED_IN_SPAN} and r.status = 'FAILED' and ($5::uuid is null or r.action_id = $5)
         order by r.run_id desc limit ${MAX_FAILED_RUNS}
       ), steps as (
         select failed.*, f.node_key, f.fact #>> '{cause,code}' as code, f.fact #>> '{cause,message}' as message,
           row_number() over (partition by failed.action_id, f.node_key order by failed.run_id desc) as place,
           count(*) over (partition by failed.action_id, f.node_key)::int as failures
         from failed join ledger.fact_history f on f.workspace = $1 and f.day = failed.day and f.run_id = failed.run_id
         where f.kind = 'step' and f.fact ->> 'status' = 'FAILED'
       )
       select action_id as "actionId", action_name as "actionName", version, node_key as "nodeKey", failures as failed,
         code as "causeCode", message as "causeMessage", run_id as "lastRunId"
       from steps where place = 1 order by failures desc, run_id desc limit $4`,
      [workspace, span.from, span.to, first, span.actionId ?? null],
    );
  }

  findLastRuns(workspace: string, actionIds: readonly string[]): Promise<readonly RunHistoryRow[]> {
    return this.ledger.read<RunHistoryRow>(
      workspace,
      `select newest.* from unnest($2::uuid[]) as wanted (action_id) cross join lateral (
         select * from ledger.run_history r where r.workspace = $1 and r.action_id = wanted.action_id
         order by r.run_id desc limit 1) newest`,
      [workspace, actionIds],
    );
  }
}

/** Runs opened in the span with their part of it ($4 of them) and their times, as `opened`. */
function opened(condition: string): string {
  return `with opened as (
    select r.action_id, r.status,
      width_bucket(extract(epoch from r.opened_at), extract(epoch from $2::timestamptz), extract(epoch from $3::timestamptz), $4::int) - 1 as part,
      extract(epoch from r.ended_at - r.opened_at)::float8 * 1000 as run_ms,
      extract(epoch from r.ended_at - e.occurred_at)::float8 * 1000 as call_ms
    from ledger.run_history r
    left join ledger.call_history e on e.workspace = r.workspace and e.call_id = r.call_id and e.event_type = r.event_type
    where ${OPENED_IN_SPAN} ${condition})`;
}

function spanFigures(rows: readonly FiguresRow[]): SpanFigures {
  const whole = rows.find(({ part }) => part === null);
  const parts = rows.flatMap((row) => (row.part === null ? [] : [[row.part, figuresOf(row)] as const]));
  return { whole: whole === undefined ? noFigures : figuresOf(whole), parts: new Map(parts) };
}

function figuresOf({ total, succeeded, failed, cancelled, in_review, open, run_ms, call_ms }: FiguresRow): RunFigures {
  return {
    runs: { total, succeeded, failed, cancelled, inReview: in_review, open },
    duration: percentiles(run_ms),
    callToLastWrite: percentiles(call_ms),
  };
}

function percentiles(times: readonly number[] | null): RunFigures['duration'] {
  const [p50Ms = null, p95Ms = null, p99Ms = null] = times ?? [];
  return { p50Ms, p95Ms, p99Ms };
}
