-- The ledger: what became of every call event, and the durable record of runs.
-- Day tables are divided by the day in the run's own id (UTC), never by an event's time, so that a day is dropped whole.

create table ledger.worker (
  worker_id  uuid primary key,
  epoch      bigint not null,
  host       text not null,
  started_at timestamptz not null default now(),
  renewed_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- One row per event. Hash-partitioned by call id because a unique index must hold the partition key.
create table ledger.call_event (
  workspace     text not null,
  call_id       text not null,
  event_type    text not null,
  event_id      text not null,
  source        text not null,
  agent_id      text not null,
  outcome       text,
  door          text not null check (door in ('HTTP', 'KAFKA')),
  received_at   timestamptz not null default now(),
  occurred_at   timestamptz not null,
  disposition   text not null check (disposition in ('MATCHED', 'DROPPED', 'WAITING', 'DEAD_LETTER')),
  reason_code   text,
  reason_message text,
  actions       jsonb not null default '[]',
  note          text,
  duplicates    integer not null default 0,
  topic         text,
  partition     integer,
  "offset"      bigint,
  payload_day   date,
  payload_id    uuid,
  primary key (workspace, call_id, event_type)
) partition by hash (call_id);

do $$ begin
  for i in 0..15 loop
    execute format('create table ledger.call_event_%s partition of ledger.call_event for values with (modulus 16, remainder %s)', i, i);
  end loop;
end $$;
create index call_event_newest on ledger.call_event (workspace, received_at, call_id);

-- Bodies of events, and of answers that are too large for the journal.
create table ledger.payload (
  day        date not null,
  payload_id uuid not null,
  workspace  text not null,
  encoding   text not null check (encoding in ('json', 'gzip')),
  body       bytea not null,
  body_bytes integer not null,
  primary key (day, payload_id)
) partition by range (day);

-- The documents that runs were opened with: a parked run of an old version goes on without the registry.
create table ledger.flow_version (
  workspace text not null,
  action_id uuid not null,
  number    integer not null,
  document  jsonb not null,
  kept_at   timestamptz not null default now(),
  primary key (workspace, action_id, number)
);

create table ledger.run (
  day               date not null,
  run_id            uuid not null,
  workspace         text not null,
  action_id         uuid not null,
  action_name       text not null,
  version           integer not null,
  agent_id          text not null,
  call_id           text not null,
  event_type        text not null,
  call_outcome      text,
  replay_generation integer not null default 0,
  constants         jsonb not null default '{}',
  status            text not null check (status in ('QUEUED', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'IN_REVIEW')),
  worker_id         uuid,
  epoch             bigint,
  owned_since       timestamptz not null default now(),
  opened_at         timestamptz not null default now(),
  started_at        timestamptz,
  ended_at          timestamptz,
  error_code        text,
  error_message     text,
  variables         jsonb,
  external_ids      text[] not null default '{}',
  payload_day       date not null,
  payload_id        uuid not null,
  primary key (day, run_id),
  check ((worker_id is null) = (epoch is null))
) partition by range (day);
create index run_newest on ledger.run (workspace, run_id desc);
create index run_of_call on ledger.run (workspace, call_id);
create index run_of_action on ledger.run (workspace, action_id, run_id desc);
create index run_of_agent on ledger.run (workspace, agent_id, run_id desc);
create index run_of_status on ledger.run (workspace, status, run_id desc) where status not in ('SUCCEEDED');
create index run_external_ids on ledger.run using gin (external_ids);
create index run_owned on ledger.run (worker_id) where worker_id is not null and ended_at is null;
create index run_released on ledger.run (run_id) where worker_id is null and status = 'RUNNING';

-- (day, run_id, seq) is the fence: two owners of one run cannot both write the same seq.
create table ledger.journal (
  day       date not null,
  run_id    uuid not null,
  seq       integer not null check (seq >= 1),
  workspace text not null,
  worker_id uuid not null,
  epoch     bigint not null,
  at        timestamptz not null default clock_timestamp(),
  format    smallint not null default 1,
  facts     jsonb not null,
  primary key (day, run_id, seq)
) partition by range (day);

-- Runs that wait for their time. A run is either owned by a worker, due, in review, released or over.
create table ledger.due (
  day       date not null,
  run_id    uuid primary key,
  workspace text not null,
  lane      text not null,
  due_at    timestamptz not null,
  priority  smallint not null default 0,
  kind      text not null check (kind in ('start', 'retry'))
);
create index due_by_lane on ledger.due (lane, due_at) include (run_id);
create index due_by_time on ledger.due (due_at);

-- What the registry's feed last said, entry by entry, so that an executor starts and runs with the registry away.
-- A value that is null is gone. Each executor writes what it received, never over a newer revision.
create table ledger.catalog_entry (
  key      text primary key,
  revision bigint not null,
  value    jsonb
);

-- The next offset of each Kafka partition, kept in the transaction of its events, with a hash of the record before it.
create table ledger.consumer_offset (
  topic       text not null,
  partition   integer not null,
  next_offset bigint not null,
  record_hash bytea,
  primary key (topic, partition)
);

create table ledger.dead_letter (
  dead_letter_id uuid primary key,
  workspace      text,
  reason_code    text not null,
  reason_message text not null,
  topic          text not null,
  partition      integer not null,
  "offset"       bigint not null,
  payload_hash   bytea not null,
  headers        jsonb not null,
  body           bytea,
  received_at    timestamptz not null default now(),
  unique (topic, partition, "offset", payload_hash)
);

-- Makes the day tables from yesterday to `days_ahead` days ahead; running it again changes nothing. There is no default
-- partition: it would forbid DETACH CONCURRENTLY. Runs as its owner, so that executors need no right to create tables.
create function ledger.make_day_partitions(days_ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare
  made integer := 0;
  d date;
  parent text;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_day_partitions'));
  for d in select generate_series((now() at time zone 'utc')::date - 1, (now() at time zone 'utc')::date + days_ahead, interval '1 day')::date loop
    foreach parent in array array['payload', 'run', 'journal'] loop
      if to_regclass(format('ledger.%I', parent || '_' || to_char(d, 'YYYYMMDD'))) is null then
        execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
          parent || '_' || to_char(d, 'YYYYMMDD'), parent, d, d + 1);
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;
select ledger.make_day_partitions(7);

-- Row-level security: an executor serves every workspace; a reader sees only the one it named in this transaction.
do $$
declare t text;
begin
  foreach t in array array['call_event', 'payload', 'flow_version', 'run', 'journal', 'due', 'dead_letter'] loop
    execute format('alter table ledger.%I enable row level security', t);
    execute format('alter table ledger.%I force row level security', t);
    execute format('create policy serves_every_workspace on ledger.%I to aftercall_executor using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on ledger.%I to aftercall_executor', t);
  end loop;
  foreach t in array array['call_event', 'payload', 'run', 'journal', 'due'] loop
    execute format('create policy reads_one_workspace on ledger.%I for select to aftercall_ledger_reader using (workspace = current_setting(''aftercall.workspace'', true))', t);
    execute format('grant select on ledger.%I to aftercall_ledger_reader', t);
  end loop;
end $$;
grant select, insert, update, delete on ledger.worker, ledger.catalog_entry, ledger.consumer_offset to aftercall_executor;
revoke execute on function ledger.make_day_partitions(integer) from public;
grant execute on function ledger.make_day_partitions(integer) to aftercall_executor;

-- What the registry reads. security_invoker: with the reader's own rights and policies, not the owner's.
create view ledger.fact_history with (security_invoker) as
  select j.day, j.run_id, j.workspace, j.seq, f.position, j.at, j.worker_id, f.fact, f.fact ->> 'kind' as kind, f.fact ->> 'node' as node_key
  from ledger.journal j
  cross join lateral jsonb_array_elements(j.facts) with ordinality as f (fact, position);

create view ledger.step_history with (security_invoker) as
  select latest.day, latest.run_id, latest.workspace, latest.node_key,
    case latest.kind
      when 'step' then latest.fact ->> 'status'
      when 'waiting' then 'WAITING'
      when 'review' then 'IN_DOUBT'
      else 'RUNNING'
    end as status,
    latest.fact ->> 'port' as port,
    latest.fact #>> '{cause,code}' as cause_code,
    latest.fact #>> '{cause,message}' as cause_message,
    -- A node that waits on for the same cause writes no new fact: then the run's due time is the later one.
    case when latest.kind = 'waiting' then greatest((latest.fact ->> 'until')::timestamptz, due.due_at) end as waiting_until,
    latest.first_at as started_at,
    case when latest.kind = 'step' then latest.at end as ended_at,
    case when latest.kind = 'step' then nullif(latest.fact -> 'writes', 'null') end as writes
  from (
    select distinct on (f.day, f.run_id, f.node_key) f.*, min(f.at) over (partition by f.day, f.run_id, f.node_key) as first_at
    from ledger.fact_history f
    where f.node_key is not null
    order by f.day, f.run_id, f.node_key, f.seq desc, f.position desc
  ) latest
  left join ledger.due on due.run_id = latest.run_id;

create view ledger.attempt_history with (security_invoker) as
  select f.day, f.run_id, f.workspace, f.node_key,
    (f.fact ->> 'number')::integer as number,
    f.fact ->> 'status' as status,
    f.fact #>> '{cause,code}' as cause_code,
    f.fact #>> '{cause,message}' as cause_message,
    (f.fact ->> 'startedAt')::timestamptz as started_at,
    (f.fact ->> 'durationMs')::double precision as duration_ms,
    nullif(f.fact -> 'request', 'null') as request,
    nullif(f.fact -> 'response', 'null') as response
  from ledger.fact_history f
  where f.kind = 'attempt';

create view ledger.run_history with (security_invoker) as
  select r.day, r.run_id, r.workspace, r.action_id, r.action_name, r.version, r.agent_id, r.call_id, r.event_type, r.call_outcome,
    r.status, r.opened_at, r.started_at, r.ended_at, r.error_code, r.error_message,
    coalesce(r.variables, (
      select jsonb_object_agg(w.key, w.value order by f.seq, f.position)
      from ledger.fact_history f
      cross join lateral jsonb_each(nullif(f.fact -> 'writes', 'null')) as w (key, value)
      where f.day = r.day and f.run_id = r.run_id and f.kind = 'step'
    ), '{}') as variables,
    r.external_ids
  from ledger.run r;

create view ledger.call_history with (security_invoker) as
  select workspace, call_id, event_type, event_id, agent_id, outcome, door, received_at, occurred_at, disposition,
    reason_code, reason_message, actions, duplicates, topic, partition, "offset"
  from ledger.call_event;

grant select on ledger.run_history, ledger.step_history, ledger.attempt_history, ledger.call_history, ledger.fact_history
  to aftercall_ledger_reader, aftercall_executor;
