-- What people order for runs, runs of calls that are joined from several events, and what the registry shows of both.

-- Orders to runs. They outlive the process that was asked: whoever drives the run carries them out, or whoever takes it up.
create table ledger.run_command (
  command_id uuid primary key,
  day        date not null,
  run_id     uuid not null,
  workspace  text not null,
  command    jsonb not null,
  asked_at   timestamptz not null default now(),
  done_at    timestamptz,
  answer     jsonb,
  check ((done_at is null) = (answer is null))
);
create index run_command_open on ledger.run_command (asked_at) where done_at is null;
create index run_command_done on ledger.run_command (done_at) where done_at is not null;

-- Null = seven days after it was opened; a person's decision gives it new time.
alter table ledger.run add column deadline_at timestamptz;
-- Runs of joined calls: whether the analysis came. Null for all others, whose event type says it.
alter table ledger.run add column is_analyzed boolean;

-- Calls of which more is awaited, one row for each action that waits. What is known of the call stands in call_event.
create table ledger.call_record (
  workspace   text not null,
  call_id     text not null,
  action_id   uuid not null,
  action_name text not null,
  version     integer not null,
  agent_id    text not null,
  due_at      timestamptz not null,
  primary key (workspace, call_id, action_id)
);
create index call_record_due on ledger.call_record (due_at);
-- Events that wait for another one of their call: few at a time.
create index call_event_waiting on ledger.call_event (event_type, received_at) where disposition = 'WAITING';

do $$
declare t text;
begin
  foreach t in array array['run_command', 'call_record'] loop
    execute format('alter table ledger.%I enable row level security', t);
    execute format('alter table ledger.%I force row level security', t);
    execute format('create policy serves_every_workspace on ledger.%I to aftercall_executor using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on ledger.%I to aftercall_executor', t);
  end loop;
end $$;

create or replace view ledger.attempt_history with (security_invoker) as
  select f.day, f.run_id, f.workspace, f.node_key,
    (f.fact ->> 'number')::integer as number,
    f.fact ->> 'status' as status,
    f.fact #>> '{cause,code}' as cause_code,
    f.fact #>> '{cause,message}' as cause_message,
    (f.fact ->> 'startedAt')::timestamptz as started_at,
    (f.fact ->> 'durationMs')::double precision as duration_ms,
    nullif(f.fact -> 'request', 'null') as request,
    nullif(f.fact -> 'response', 'null') as response,
    coalesce((f.fact ->> 'isLookup')::boolean, false) as is_lookup,
    f.worker_id
  from ledger.fact_history f
  where f.kind = 'attempt';

create or replace view ledger.run_history with (security_invoker) as
  select r.day, r.run_id, r.workspace, r.action_id, r.action_name, r.version, r.agent_id, r.call_id, r.event_type, r.call_outcome,
    r.status, r.opened_at, r.started_at, r.ended_at, r.error_code, r.error_message,
    coalesce(r.variables, (
      select jsonb_object_agg(w.key, w.value order by f.seq, f.position)
      from ledger.fact_history f
      cross join lateral jsonb_each(nullif(f.fact -> 'writes', 'null')) as w (key, value)
      where f.day = r.day and f.run_id = r.run_id and f.kind = 'step'
    ), '{}') as variables,
    r.external_ids,
    r.worker_id,
    due.due_at,
    due.lane as due_lane,
    case when r.ended_at is null then coalesce(r.deadline_at, r.opened_at + interval '7 days') end as deadline_at,
    r.is_analyzed,
    r.payload_day,
    r.payload_id
  from ledger.run r
  left join ledger.due on due.run_id = r.run_id;

-- Bodies that stand apart: of call events, and of answers that were too large for the journal.
create view ledger.body_history with (security_invoker) as
  select day, payload_id, workspace, encoding, body from ledger.payload;
grant select on ledger.body_history to aftercall_ledger_reader, aftercall_executor;
