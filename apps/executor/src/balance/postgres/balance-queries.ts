import type { BalanceRule } from '../balance.ts';

/**
 * `scope.since`: what came before it is not looked at; days whose runs are no longer kept never are. What happens at the moment
 * of asking is given a minute.
 */
export const SCOPE = `
  scope as (
    select greatest(
      now() - coalesce($1::double precision, 36500) * interval '1 day',
      (select min(to_date(right(c.relname, 8), 'YYYYMMDD')) + 1 from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'ledger.run'::regclass)::timestamptz
    ) as since
  ),
  event as materialized (
    select e.workspace, e.call_id, e.event_type, e.disposition, e.reason_code, e.actions, e.duplicates, e.topic, e.partition, e."offset",
      e.received_at
    from ledger.call_event e, scope where e.received_at >= scope.since
  ),
  named as materialized (
    select workspace, call_id, (action ->> 'runId')::uuid as run_id
    from event cross join lateral jsonb_array_elements(actions) as action where action ->> 'runId' is not null
  ),
  run as materialized (
    select r.day, r.run_id, r.workspace, r.call_id, r.event_type, r.status, r.worker_id, r.epoch, r.owned_since, r.ended_at,
      r.replay_generation, r.opened_at
    from ledger.run r, scope where r.day >= (scope.since at time zone 'utc')::date and r.opened_at >= scope.since
  )`;

export const COUNTS = `
  with ${SCOPE}
  select
    (select count(*) filter (where disposition = 'MATCHED') from event)::integer as matched,
    (select count(*) filter (where disposition = 'DROPPED') from event)::integer as dropped,
    (select count(*) filter (where disposition = 'WAITING') from event)::integer as waiting,
    (select coalesce(sum(duplicates), 0) from event)::integer as duplicates,
    (select count(*) from ledger.dead_letter, scope where received_at >= scope.since)::integer as dead_letters,
    (select count(distinct run_id) from named)::integer as named,
    count(*) filter (where replay_generation = 0)::integer as opened,
    count(*) filter (where replay_generation > 0)::integer as replayed,
    count(*) filter (where ended_at is not null)::integer as ended,
    count(*) filter (where ended_at is null and worker_id is not null)::integer as owned,
    count(*) filter (where ended_at is null and worker_id is null and due.run_id is not null)::integer as due,
    count(*) filter (where ended_at is null and worker_id is null and status = 'IN_REVIEW')::integer as in_review,
    count(*) filter (where ended_at is null and worker_id is null and status = 'RUNNING')::integer as released
  from run left join ledger.due using (run_id)`;

/** Each gives workspace and name of what breaks the rule. */
const RULES: Readonly<Record<Exclude<BalanceRule, 'TOPIC_SHORTER'>, string>> = {
  EVENT_WITHOUT_END: `
    select e.workspace, e.call_id || ' ' || e.event_type as name from event e
    where case e.disposition
      when 'MATCHED' then not exists (select from jsonb_array_elements(e.actions) a
        where a ->> 'runId' is not null or a #>> '{reason,code}' = 'JOINED')
      when 'WAITING' then e.event_type = 'call.ended' and e.reason_code <> 'NEWER_RELEASE'
        and not exists (select from ledger.call_record r where r.workspace = e.workspace and r.call_id = e.call_id)
      else e.reason_code is null end`,
  RUN_MISSING: `
    select n.workspace, n.run_id::text as name from named n
    where not exists (select from ledger.run r where r.run_id = n.run_id)`,
  RUN_UNEXPLAINED: `
    select r.workspace, r.run_id::text as name from run r
    where r.replay_generation = 0 and not exists (select from named n where n.run_id = r.run_id)
      and not exists (select from ledger.call_event e
        where e.workspace = r.workspace and e.call_id = r.call_id
          and e.actions @> jsonb_build_array(jsonb_build_object('runId', r.run_id)))`,
  RUN_UNDECIDED: `
    select workspace, run_id::text as name from run
    where (ended_at is not null) <> (status in ('SUCCEEDED', 'FAILED', 'CANCELLED'))`,
  RUN_ABANDONED: `
    select r.workspace, r.run_id::text as name from run r
    where r.ended_at is null and r.status <> 'IN_REVIEW'
      and case when r.worker_id is not null
        then r.owned_since < now() - interval '1 minute' and not exists (select from ledger.worker w
          where w.worker_id = r.worker_id and w.epoch = r.epoch and w.expires_at > now() - interval '1 minute')
        else not exists (select from ledger.due d where d.run_id = r.run_id)
          and not (r.status = 'RUNNING' and r.owned_since > now() - interval '1 minute')
        end`,
  DUE_WITHOUT_RUN: `
    select d.workspace, d.run_id::text as name from ledger.due d
    left join ledger.run r on r.day = d.day and r.run_id = d.run_id
    where r.run_id is null or r.ended_at is not null or r.worker_id is not null`,
  WAIT_OVERDUE: `
    select workspace, call_id as name from ledger.call_record where due_at < now() - interval '1 minute'`,
  COMMAND_OVERDUE: `
    select workspace, command_id::text as name from ledger.run_command
    where done_at is null and asked_at < now() - interval '1 minute'`,
  OFFSET_PASSED: `
    select e.workspace, e.topic || '/' || e.partition || ' offset ' || e."offset" as name
    from event e join ledger.consumer_offset o using (topic, partition) where e."offset" >= o.next_offset and e.received_at >= o.begun_at`,
};

/** A few of each kind are enough to know where to look. */
const MAX_NAMED = 20;

export const OFFENDERS = `
  with ${SCOPE},
  offender as materialized (
    ${Object.entries(RULES)
      .map(([rule, sql]) => `select '${rule}' as rule, workspace, name from (${sql}) as of_${rule.toLowerCase()}`)
      .join('\n    union all\n')}
  ),
  numbered as (
    select *, row_number() over (partition by rule order by workspace, name) as place, count(*) over () as total from offender
  )
  select rule, workspace, name, total::integer from numbered where place <= ${MAX_NAMED} order by rule, place`;

export const POSITIONS = `
  select topic, partition, next_offset from ledger.consumer_offset order by topic, partition`;
